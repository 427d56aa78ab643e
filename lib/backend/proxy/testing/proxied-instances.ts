// Instances of a proxy over one PostgreSQL, in one process.
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { readFrames } from '@/lib/protocol/sse'
import type { Backend } from '@/lib/backend/backend'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { openJobs } from '@/lib/backend/jobs/open-jobs'
import { letHeartbeatsRunOut } from '@/lib/backend/jobs/testing/heartbeats'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases } from '@/lib/backend/store/testing/databases'
import { createWire } from '@/lib/backend/testing/wire'
import { createProxy } from '../create-proxy'
import { below, OTHER } from './proxied'

interface InstanceOptions {
  /** It never says that it lives: by what it does not do it is dead, though it would go on. */
  readonly isSilent?: boolean
}

/** Before the embedded backend in a folder of its own. */
export async function startProxiedInstances(models: ModelRegistry) {
  const location = await databases[1]!.create()
  if (!('url' in location)) throw new Error('A database of PostgreSQL was expected.')
  const { url } = location
  const there = await startEmbedded(models)
  onTestFinished(() => there.close())
  const reports: string[] = []
  const report = (message: string, error: unknown) => void reports.push(`${message} ${String(error)}`)

  async function open({ isSilent = false }: InstanceOptions = {}) {
    const database = await openDatabase({ database: location, clock: Date.now })
    const jobs = await openJobs({ url, report, beatMs: isSilent ? 1_000_000 : 200 })
    const store = await database.storeOf(OTHER)
    const proxy = await createProxy({
      ...{ id: OTHER, kind: 'playground', host: 'upstream.test', upstream: below(there.backend) },
      ...{ store, jobs, report, clock: database.clock, maxBodyBytes: 1024 * 1024 },
      sleep: (ms, signal) => wait(ms, undefined, { signal }),
    })
    let closed: Promise<void> | undefined
    const close = () =>
      (closed ??= (async () => {
        jobs.drain()
        await proxy.close()
        await jobs.close()
        await database.close()
      })())
    onTestFinished(close)
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

  return { open, there, reports, letHeartbeatsRunOut: () => letHeartbeatsRunOut(url) }
}
