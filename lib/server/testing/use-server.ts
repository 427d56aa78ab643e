import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type OpenAI from 'openai'
import { createSdk, type Sdk } from '@/lib/backend/testing/sdk'
import { startServer, type RunningServer, type ServerOptions } from './start-server'

interface UsedServer {
  readonly server: RunningServer
  readonly sdk: Sdk
  readonly client: OpenAI
}

/**
 * A server for all tests of a file and an SDK for each of them. A test in which the oracle objected to anything that
 * the SDK was answered has failed.
 */
export function useServer(options: ServerOptions = {}): UsedServer {
  let server: RunningServer | undefined
  let sdk: Sdk | undefined
  const known = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('There is a server only while tests run.')
    return value
  }
  beforeAll(async () => {
    server = await startServer(options)
  })
  beforeEach(() => {
    sdk = createSdk(known(server).url)
  })
  afterEach(() => expect(known(sdk).objections).toEqual([]))
  afterAll(async () => {
    await server?.stop()
  })
  return {
    get server() {
      return known(server)
    },
    get sdk() {
      return known(sdk)
    },
    get client() {
      return known(sdk).client
    },
  }
}
