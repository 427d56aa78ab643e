import type { LoggedEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Step } from '@/lib/protocol/step'
import { emptyView, fold } from '@/lib/run/fold'
import type { ConnectionDb } from './connection-db'
import type { Documents } from './documents'

/** How many batches of a log one read may bring. */
const BATCHES = 100

interface Logs {
  readonly db: ConnectionDb
  readonly documents: Documents
}

/**
 * A message or a step; one in progress as its run's log leaves it. Its row says how it began: written again with every
 * delta, a long answer would cost the square of its length. Metadata comes from the row: changes of it are not logged.
 */
export async function readInProgress<T extends Message | Step>(logs: Logs, object: T): Promise<T> {
  if (object.status !== 'in_progress' || object.run_id === null) return object
  const { messages, steps } = fold(emptyView, await eventsOf(logs, object.run_id, object.id))
  const logged = (object.object === 'thread.message' ? messages : steps).find(({ id }) => id === object.id)
  return logged ? { ...(logged as T), metadata: object.metadata } : object
}

/** The newest event that has the object whole, and the deltas behind it: read from the end, where they are. */
async function eventsOf({ db, documents }: Logs, runId: string, id: string): Promise<readonly LoggedEvent[]> {
  const found: LoggedEvent[][] = []
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const batches = db.selectFrom('events').selectAll().where('run_id', '=', runId)
    const rows = await batches.where('first_seq', '<', before).orderBy('first_seq', 'desc').limit(BATCHES).execute()
    for (const row of rows.filter(({ events }) => events.includes(id))) {
      const own = documents.batch(row).filter(({ data }) => 'id' in data && data.id === id)
      const whole = own.findLastIndex(({ event }) => !event.endsWith('.delta'))
      found.push(own.slice(Math.max(0, whole)))
      if (whole >= 0) return found.toReversed().flat()
    }
    before = rows.at(-1)?.first_seq ?? 0
    if (rows.length < BATCHES) return found.toReversed().flat()
  }
}
