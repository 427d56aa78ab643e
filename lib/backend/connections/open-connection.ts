// Opens a connection of any kind, with AppBuilder's wire over it.
import type { Backend } from '@/lib/backend/backend'
import type { Fetch } from '@/lib/backend/fetch'
import { createAdapter } from '@/lib/backend/appbuilder/adapter/create-adapter'
import { createProxy, type ProxyOptions } from '@/lib/backend/proxy/create-proxy'
import { createFace } from '@/lib/backend/appbuilder/face/create-face'
import type { Clock } from '@/lib/backend/clock'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { OpenDatabase } from '@/lib/backend/store/open-database'
import { rootOf, upstreamOf } from './upstream-of'
import type { Definition, OpenConnection, OpenedBackend } from './definition'

/** What stands before a connection's backend, for pages and SDKs alike. */
interface Before {
  readonly backend: Backend
  /** Before the backend is closed. */
  close(): Promise<void>
}

export interface OpenOptions {
  readonly database: Pick<OpenDatabase, 'storeOf'>
  /** Where several instances share the database. */
  readonly jobs?: Jobs | undefined
  /** Sends requests to where it is allowed. */
  readonly fetch: Fetch
  /** The same, whose answers have their bodies as they were sent: see `undecoded`. */
  readonly fetchAsSent: Fetch
  readonly maxBodyBytes: number
  readonly clock: Clock
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
  /** Lays something over each connection, such as responders. */
  readonly over?: ((opened: OpenedBackend) => Before) | undefined
}

/** Leaves nothing open when it fails. */
export async function openConnection(
  definition: Definition,
  options: OpenOptions & Pick<ProxyOptions, 'onCapability'>,
): Promise<OpenConnection> {
  return withFace(await openBackend(definition, options), options)
}

async function openBackend(
  definition: Definition,
  options: OpenOptions & Pick<ProxyOptions, 'onCapability'>,
): Promise<OpenedBackend> {
  const { id, kind, url, key } = definition
  const { database, jobs, fetch, maxBodyBytes, clock, sleep, report } = options
  const store = await database.storeOf(id)
  if (kind === 'appbuilder') {
    const account = { token: key, gateway: url, fetch }
    return createAdapter({ connection: id, account, mirror: store, jobs, maxBodyBytes, clock, sleep, report })
  }
  const upstream = upstreamOf(definition, options.fetchAsSent)
  const { onCapability } = options
  const own = rootOf(definition, fetch)
  const effects = { clock, sleep, report, ...(onCapability && { onCapability }) }
  const { host } = new URL(url)
  return createProxy({ id, kind, host, upstream, own, store, jobs, maxBodyBytes, ...effects })
}

/** Lays AppBuilder's wire over it. */
export function withFace(
  opened: OpenedBackend,
  { maxBodyBytes, clock, report, over }: Pick<OpenOptions, 'maxBodyBytes' | 'clock' | 'report' | 'over'>,
): OpenConnection {
  const { info, backend, records, answers } = opened
  const before = over?.(opened)
  const face = createFace({
    backend,
    connection: info.id,
    records,
    answers,
    // The account has files on its assistants, and the Assistants wire between here and there has no word for them.
    takesMounts: info.kind !== 'appbuilder',
    clock,
    maxBodyBytes,
    report,
  })
  // An open backend describes itself anew each time it is asked.
  return {
    get info() {
      return opened.info
    },
    backend: before?.backend ?? backend,
    face,
    seeCapabilities: async (capabilities) => opened.seeCapabilities?.(capabilities),
    async close() {
      await before?.close()
      await opened.close()
    },
  }
}
