// The only writer of runs' logs. An event is stored before anybody sees it, so a log that was read never changes.
import { isDamaged } from '@/lib/protocol/error'
import type { EventSource, LoggedEvent, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { fold, type RunView } from '@/lib/run/fold'
import { cameFrom, isTerminal } from '@/lib/run/machine'
import type { Changes } from '../changes'
import type { Clock } from '../clock'
import type { Store, Tables } from '../store/store'
import type { LiveRun } from './live-run'

/** Somebody else moved the run: this process has lost its hold on it. */
export class LostRunError extends Error {
  override readonly name = 'LostRunError'
}

interface LedgerOptions {
  readonly store: Store
  readonly clock: Clock
  readonly changes: Changes
  /** How the events become known. */
  readonly source: EventSource
  /** Called when a run came to rest and its last event is stored. */
  readonly onRest: (live: LiveRun) => void
}

/** What else is written with the events, and the moment that they get. */
type Also = (tables: Tables, atMs: number) => Promise<void>

export type Ledger = ReturnType<typeof createLedger>

export function createLedger({ store, clock, changes, source, onRest }: LedgerOptions) {
  const queues = new Map<string, Promise<unknown>>()

  /** Everything that is done to one run is done one after the other. */
  function exclusive<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(runId) ?? Promise.resolve()
    const result = before.then(work, work)
    queues.set(runId, result)
    const forget = () => {
      if (queues.get(runId) === result) queues.delete(runId)
    }
    result.then(forget, forget)
    return result
  }

  /** Appends events and writes the objects they leave behind, in one transaction; then tells who follows. */
  async function append(live: LiveRun, events: readonly StreamEvent[], also?: Also) {
    if (events.length === 0) return
    const before = live.view()
    const at = clock()
    const logged = events.map((event, index): LoggedEvent => ({
      ...event,
      seq: before.lastSeq + index + 1,
      at,
      source,
    }))
    const after = fold(before, logged)
    await store.transaction(async (tables) => {
      await also?.(tables, at)
      await tables.events.append(live.id, logged)
      await writeObjects(tables, { live, events, after, at })
    })
    live.advance(after, logged)
    announce(before, after)
    if (after.run && isTerminal(after.run.status)) onRest(live)
  }

  function announce(before: RunView, { run, messages }: RunView) {
    if (!run) return
    if (before.run?.status !== run.status) {
      changes.publish({ kind: 'run', verb: 'put', id: run.id, thread_id: run.thread_id, status: run.status })
    }
    const known = new Set(before.messages)
    for (const message of messages) {
      if (known.has(message) || message.status === 'in_progress') continue
      changes.publish({ kind: 'message', verb: 'put', id: message.id, thread_id: run.thread_id, status: null })
    }
  }

  return { exclusive, append }
}

interface Written {
  readonly live: LiveRun
  readonly events: readonly StreamEvent[]
  readonly after: RunView
  readonly at: number
}

/** Writes each object that the events touched once, as the fold left it. */
async function writeObjects(tables: Tables, { live, events, after, at }: Written) {
  const touched = new Set(events.flatMap(({ data }) => ('id' in data ? [data.id] : [])))
  const born = new Set(
    events.flatMap(({ event, data }) => (event.endsWith('.created') && 'id' in data ? [data.id] : [])),
  )
  for (const message of after.messages) {
    if (born.has(message.id)) await tables.messages.insert(message)
    else if (touched.has(message.id)) await putWords(tables, message)
  }
  for (const step of after.steps) {
    if (born.has(step.id)) await tables.steps.insert(step)
    else if (touched.has(step.id)) await tables.steps.put(step)
  }
  const { run } = after
  if (!run || !touched.has(run.id) || born.has(run.id)) return
  const from = firstMove(events, run)
  if (!(await tables.runs.move(run, { from, attempt: live.attempt, atMs: at }))) {
    throw new LostRunError(`Run ${run.id} was moved by somebody else.`)
  }
}

/** Metadata is no matter of the log: users may have changed it since the message began. */
async function putWords(tables: Tables, message: Message) {
  const stored = await tables.messages.get(message.id).catch(orNone)
  await tables.messages.put(stored ? { ...message, metadata: stored.metadata } : message)
}

/** A damaged message is written anew from the log. */
function orNone(error: unknown) {
  if (isDamaged(error)) return undefined
  throw error
}

/** The statuses that the first of these moves may start from: that is where the stored run must still be. */
function firstMove(events: readonly StreamEvent[], run: Run) {
  const [first = run] = events.flatMap(({ data }) => ('object' in data && data.object === 'thread.run' ? [data] : []))
  return cameFrom(first.status)
}
