// Instances of a proxy over one PostgreSQL, in one process.
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { readFrames } from '@/lib/protocol/sse'
import type { Backend } from '@/lib/backend/backend'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { type InstanceOptions, startSharedDatabase } from '@/lib/backend/jobs/testing/shared-database'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { createWire } from '@/lib/backend/testing/wire'
import { createProxy } from '../create-proxy'
import { below, OTHER } from './proxied'

interface ProxiedOptions extends InstanceOptions {
  /** Told of each request to the backend before it is passed on. */
  readonly onAsked?: (request: Request) => Promise<void>
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Before the embedded backend in a folder of its own. */
export async function startProxiedInstances(models: ModelRegistry) {
  const { openInstance, ...shared } = await startSharedDatabase()
  const there = await startEmbedded(models)
  onTestFinished(() => there.close())

  async function open({ onAsked = async () => undefined, ...options }: ProxiedOptions = {}) {
    const { sleep = (ms, signal) => wait(ms, undefined, { signal }) } = options
    const { database, jobs, endingWith } = await openInstance(options)
    const upstream: Backend = async (request) => {
      await onAsked(request)
      return below(there.backend)(request)
    }
    const store = await database.storeOf(OTHER)
    const proxy = await createProxy({
      ...{ id: OTHER, kind: 'playground', host: 'upstream.test', upstream },
      ...{ store, jobs, report: shared.report, clock: database.clock, maxBodyBytes: 1024 * 1024 },
      sleep,
    })
    const close = endingWith(proxy.close)
    const toWire: Backend = (request) => {
      const url = new URL(request.url)
      url.pathname = url.pathname.replace(/^\/v1\//, `/c/${OTHER}/v1/`)
      return proxy.backend(new Request(url, request))
    }
    return {
      ...createWire(toWire),
      ...proxy,
      store,
      jobs,
      close,
      /** Of what the playground itself offers of the connection. */
      async own<T>(method: 'GET' | 'POST', path: string) {
        const address = `http://test/api/connections/${OTHER}${path}`
        return (await (await proxy.backend(new Request(address, { method }))).json()) as T
      },
      /** The run's log as somebody who follows it here sees it. */
      async *follow(runId: string): AsyncGenerator<LoggedEvent> {
        const { body } = await proxy.backend(new Request(`http://test/api/connections/${OTHER}/runs/${runId}/events`))
        for await (const { event, data } of readFrames(body!)) {
          if (event === 'done') return
          yield JSON.parse(data) as LoggedEvent
        }
      },
    }
  }

  return { open, there, ...shared }
}
