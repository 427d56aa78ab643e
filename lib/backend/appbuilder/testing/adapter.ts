// The adapter over a gateway that tests hand in: the face, or one that misbehaves.
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '@/lib/backend/store/open-database'
import type { Store } from '@/lib/backend/store/store'
import { folderWithTables, removeFolder } from '@/lib/backend/store/testing/folder-with-tables'
import { createWire, withKey } from '@/lib/backend/testing/wire'
import type { Backend } from '../../backend'
import { createAdapter } from '../adapter/create-adapter'

interface AdapterSettings {
  readonly patienceMs?: number
  readonly clock?: () => number
  /** Puts a store of the test's own in front of the real one. */
  readonly inFront?: (store: Store) => Store
  /** One that another adapter has used, which is closed. */
  readonly folder?: string
  /** By default no time is lost: where asking takes the place of a stream that broke, it asks as often as it can. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

const hardlyWait = (_: number, signal: AbortSignal) => wait(1, undefined, { signal })

export async function startAdapter(gateway: Backend, settings: AdapterSettings = {}) {
  const { folder, patienceMs, clock = Date.now, sleep = hardlyWait, inFront = (store: Store) => store } = settings
  const own = folder ?? (await folderWithTables())
  const reports: string[] = []
  const pauses: number[] = []
  const database = await openDatabase({ database: { folder: own }, clock })
  const connection = 'appbuilder'
  const adapter = await createAdapter({
    connection,
    account: {
      token: 'secret-key-of-the-account',
      gateway: 'http://gateway.test',
      fetch: (url, init) => gateway(new Request(url, init)),
    },
    mirror: inFront(await database.storeOf(connection)),
    maxBodyBytes: 1024 * 1024,
    clock,
    ...(patienceMs !== undefined && { patienceMs }),
    sleep: (ms, signal) => {
      pauses.push(ms)
      return sleep(ms, signal)
    },
    report: (message, error) => void reports.push(`${message} ${String(error)}`),
  })
  const { info, backend } = adapter
  const stop = async () => {
    await adapter.close()
    await database.close()
  }
  const toWire: Backend = (request) => {
    const url = new URL(request.url)
    url.pathname = url.pathname.replace(/^\/v1\//, '/c/appbuilder/v1/')
    return backend(new Request(url, request))
  }
  return {
    ...createWire(toWire),
    /** The wire with an idempotency key on each request. */
    under: (key: string) => createWire(withKey(toWire, key)),
    info,
    backend,
    runs: adapter.runs,
    records: adapter.records,
    answers: adapter.answers,
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
