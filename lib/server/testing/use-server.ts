import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import type OpenAI from 'openai'
import { openDoor } from '@/lib/backend/door'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createSdk, type Sdk } from '@/lib/backend/testing/sdk'
import { createHandlerWay } from './route-handlers'
import { startServer, type RunningServer, type ServerOptions } from './start-server'

declare module 'vitest' {
  interface ProvidedContext {
    /** How SDKs reach the wire: a started server, or Next's route handlers without one. Set by the project. */
    readonly way?: 'server' | 'handlers'
  }
}

interface UsedServer {
  readonly server: RunningServer
  readonly sdk: Sdk
  readonly client: OpenAI
}

interface Way {
  /** Of a started server. */
  readonly server?: RunningServer
  readonly createSdk: () => Sdk
  stop(): Promise<unknown>
}

/**
 * A server for all tests of a file and an SDK for each of them. A test in which the oracle objected to anything that
 * the SDK was answered has failed. In a project whose way is `handlers` there is no server, only the SDK.
 */
export function useServer(options: ServerOptions = {}): UsedServer {
  let way: Way | undefined
  let sdk: Sdk | undefined
  const known = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('There is a server only while tests run, and where the project has one.')
    return value
  }
  beforeAll(async () => {
    way = await (inject('way') === 'handlers' ? openHandlers(options) : openServer(options))
  })
  beforeEach(() => {
    sdk = known(way).createSdk()
  })
  afterEach(() => expect(known(sdk).violations).toEqual([]))
  afterAll(async () => {
    await way?.stop()
  })
  return {
    get server() {
      return known(known(way).server)
    },
    get sdk() {
      return known(sdk)
    },
    get client() {
      return known(sdk).client
    },
  }
}

async function openServer(options: ServerOptions): Promise<Way> {
  const server = await startServer(options)
  return { server, createSdk: () => createSdk(server.url), stop: () => server.stop() }
}

async function openHandlers({ env }: ServerOptions): Promise<Way> {
  const paceMs = Number(env?.SCRIPTED_PACE_MS ?? 0)
  const models = createModelRegistry({ paceMs, sleep: (ms, signal) => wait(ms, undefined, { signal }) })
  const embedded = await startEmbedded(models)
  openDoor(embedded.backend)
  const handle = createHandlerWay()
  return {
    createSdk: () => createSdk('http://playground.test', {}, (input, init) => handle(new Request(input, init))),
    async stop() {
      await embedded.close()
      await models.close()
    },
  }
}
