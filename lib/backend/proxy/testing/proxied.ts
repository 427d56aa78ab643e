// The proxy over a backend that tests hand in: the embedded one in this process, or one that misbehaves.
import { setTimeout as wait } from 'node:timers/promises'
import type { ProxiedKind } from '@/lib/protocol/connection'
import type { Backend } from '@/lib/backend/backend'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Store } from '@/lib/backend/store/store'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import { createWire, withKey } from '@/lib/backend/testing/wire'
import { createProxy } from '../create-proxy'

interface ProxiedSettings {
  readonly kind?: ProxiedKind
  readonly clock?: () => number
  /** Where its clients ask: pages, or SDKs. */
  readonly way?: 'pages' | 'sdks'
  /** Puts a store of the test's own in front of the real one. */
  readonly inFront?: (store: Store) => Store
  /** One that another proxy has used, which is closed. */
  readonly folder?: string
  /** By default no time is lost: where it polls, it does so as often as it can. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly recording?: boolean
  readonly listing?: boolean
  /** Asked below the root of the other playground. */
  readonly own?: Backend
}

export const OTHER = 'other'

const hardlyWait = (_: number, signal: AbortSignal) => wait(10, undefined, { signal })

/** The embedded backend in a process that it shares, as an upstream: it answers below `/v1`. */
export const below =
  (backend: Backend): Backend =>
  (request) => {
    const url = new URL(request.url)
    url.pathname = `/v1${url.pathname}`
    return backend(new Request(url, request))
  }

export async function startProxied(upstream: Backend, settings: ProxiedSettings = {}) {
  const {
    kind = 'playground',
    clock = Date.now,
    way = 'sdks',
    sleep = hardlyWait,
    folder,
    recording,
    listing,
  } = settings
  const own = folder ?? (await folderWithTables())
  const reports: string[] = []
  const pauses: number[] = []
  const database = await openDatabase({ database: { folder: own }, clock })
  const real = await database.storeOf(OTHER)
  const proxy = await createProxy({
    id: OTHER,
    kind,
    host: 'upstream.test',
    upstream,
    own: settings.own,
    store: settings.inFront?.(real) ?? real,
    maxBodyBytes: 32 * 1024 * 1024,
    clock,
    sleep(ms, signal) {
      pauses.push(ms)
      return sleep(ms, signal)
    },
    report: (message, error) => void reports.push(`${message} ${String(error)}`),
    ...(recording !== undefined && { recording }),
  })
  if (listing !== undefined) await proxy.seeCapabilities({ all_threads: listing })
  const { backend } = proxy
  const base = way === 'pages' ? `/api/c/${OTHER}/v1/` : `/c/${OTHER}/v1/`
  const toWire: Backend = (request) => {
    const url = new URL(request.url)
    url.pathname = url.pathname.replace(/^\/v1\//, base)
    return backend(new Request(url, request))
  }
  const stop = async () => {
    await proxy.close()
    await database.close()
  }
  return {
    ...createWire(toWire),
    under: (key: string) => createWire(withKey(toWire, key)),
    backend,
    runs: proxy.runs,
    toWire,
    store: real,
    folder: own,
    reports,
    /** How long it would have waited, in milliseconds. */
    pauses,
    /** Ends it and leaves its folder for the next. */
    stop,
    async close() {
      await stop()
      await removeFolder(own)
    },
  }
}
