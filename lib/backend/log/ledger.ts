// The only writer of runs' logs. An event is stored before anybody sees it, so a log that was read never changes.
import type { EventSource, LoggedEvent, RunEvent, StreamEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { fold, type RunView } from '@/lib/run/fold'
import { cameFrom, isTerminal } from '@/lib/run/machine'
import { notesAhead } from '@/lib/run/step-notes'
import type { Changes } from './changes'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import type { Store, Tables } from '@/lib/backend/store/store'
import { createExclusive } from '@/lib/backend/exclusive'
import type { LiveRun } from './live-run'

interface LedgerOptions {
  readonly store: Store
  readonly changes: Changes
  /** How the events become known, but for those that were asked for. */
  readonly source: EventSource
  /** Called when a run came to rest and its last event is stored. */
  readonly onRest: (live: LiveRun) => void
}

/** What else is written with the events. */
type Also = (tables: Tables, events: { readonly atMs: number; readonly after: RunView }) => Promise<void>

/** What a request has written along with the run that it creates or sets going. */
export type AlongWith = (tables: Tables, leg: { readonly run: Run; readonly after: number }) => Promise<void>

/** Answers to the calls that a run waits for. */
export interface Submitted {
  readonly outputs: SubmitToolOutputsBody['tool_outputs']
  readonly along?: AlongWith
}

export type Ledger = ReturnType<typeof createLedger>

export function createLedger({ store, changes, source, onRest }: LedgerOptions) {
  /** Everything that is done to one run is done one after the other. */
  const exclusive = createExclusive()

  /** Appends events and writes the objects they leave behind, in one transaction; then tells who follows. */
  const appendFrom =
    (known: EventSource, toldMs?: number) => async (live: LiveRun, events: readonly RunEvent[], also?: Also) => {
      if (events.length === 0) return
      const before = live.view()
      const now = live.now()
      const at = toldMs === undefined ? now : Math.min(now, Math.max(toldMs, before.log.at(-1)?.lastAt ?? 0))
      const logged = numbered(before, events, { at, source: known })
      const after = fold(before, logged)
      await store.transaction(async (tables) => {
        await also?.(tables, { atMs: at, after })
        await tables.events.append(live.id, logged, { attempt: live.attempt })
        await writeObjects(tables, { live, events, after, at })
      })
      live.advance(after, logged)
      announce(before.run, after, events)
      if (after.run && isTerminal(after.run.status)) onRest(live)
    }

  /** For a run whose log can be appended to no more: the objects are written as the events leave them, and no event. */
  async function settle(live: LiveRun, events: readonly StreamEvent[]) {
    const before = live.view()
    const at = live.now()
    const after = fold(before, numbered(before, events, { at, source }))
    await store.transaction((tables) => writeObjects(tables, { live, events, after, at }))
    live.advance({ ...after, lastSeq: before.lastSeq }, [])
    announce(before.run, after, events)
    onRest(live)
  }

  function announce(before: Run | null, { run, messages }: RunView, events: readonly RunEvent[]) {
    if (!run) return
    if (before?.status !== run.status) {
      changes.publish({ kind: 'run', verb: 'put', id: run.id, thread_id: run.thread_id, status: run.status })
    }
    for (const { id, status } of touchedIn(messages, events)) {
      if (status === 'in_progress') continue
      changes.publish({ kind: 'message', verb: 'put', id, thread_id: run.thread_id, status: null })
    }
  }

  return {
    exclusive,
    settle,
    append: appendFrom(source),
    /**
     * For what was found out by asking: it had happened before. `toldMs`: the moment that the answer has for it, in
     * Unix milliseconds; it counts as far as the log's order allows.
     */
    appendAsked: (toldMs: number | null) => (toldMs === null ? appendFrom('poll') : appendFrom('response', toldMs)),
  }
}

const numbered = (before: RunView, events: readonly RunEvent[], said: Pick<LoggedEvent, 'at' | 'source'>) =>
  events.map((event, index): LoggedEvent => ({ ...event, seq: before.lastSeq + index + 1, ...said }))

interface Written {
  readonly live: LiveRun
  readonly events: readonly RunEvent[]
  readonly after: RunView
  readonly at: number
}

/**
 * Writes each object that the events touched once, as the fold left it. What only grew, and goes on growing, is left
 * to the log: the store reads it from there.
 */
async function writeObjects(tables: Tables, { live, events, after, at }: Written) {
  const born = idsOf(events.filter(({ event }) => event.endsWith('.created')))
  const told = idsOf(events.filter(({ event }) => !event.endsWith('.delta')))
  const isWritten = ({ id, status }: Message | Step) => told.has(id) || status !== 'in_progress'
  for (const message of touchedIn(after.messages, events).filter(isWritten)) {
    if (born.has(message.id)) await tables.messages.insert(message)
    else await tables.messages.rewrite(message)
  }
  for (const step of touchedIn(after.steps, events).filter(isWritten)) {
    if (born.has(step.id)) await tables.steps.insert(step)
    else await tables.steps.put(step)
    const note = after.notes[step.id]
    if (note) await tables.notes.put(note, step)
  }
  const { run } = after
  if (!run || !told.has(run.id) || born.has(run.id)) return
  const stepless = isTerminal(run.status) ? notesAhead(after.steps, Object.values(after.notes)) : []
  if (stepless.length > 0) await tables.notes.putStepless(stepless, run)
  const from = firstMove(events, run)
  if (!(await tables.runs.move(run, { from, attempt: live.attempt, atMs: at }))) {
    throw new LostRunError(`Run ${run.id} was moved by somebody else.`)
  }
}

const idsOf = (events: readonly RunEvent[]) => new Set(events.flatMap(({ data }) => ('id' in data ? [data.id] : [])))

/** Those of a run's objects that the events are about: the newest, so a long run's others are not looked at. */
const touchedIn = <T extends { readonly id: string }>(objects: readonly T[], events: readonly RunEvent[]) =>
  [...idsOf(events)].flatMap((id) => objects.findLast((object) => object.id === id) ?? [])

/** The statuses that the first of these moves may start from: that is where the stored run must still be. */
function firstMove(events: readonly RunEvent[], run: Run) {
  const [first = run] = events.flatMap(({ data }) => ('object' in data && data.object === 'thread.run' ? [data] : []))
  return cameFrom(first.status)
}
