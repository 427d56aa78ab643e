// The only writer of runs' logs. Events are stored before anybody sees them, so a log that was read never changes.
// It does not check moves: an observer's log has what was seen, and only the engine must move its runs legally.
import type { LoggedEvent, Observation, RunEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Run, SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { costOfRun } from '@/lib/run/cost'
import { fold, type RunView } from '@/lib/run/fold'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import { isUsageEstimated, notesAhead } from '@/lib/run/step-notes'
import { allById, byId } from '@/lib/run/by-id'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Store, Tables } from '@/lib/backend/store/store'
import { StoreUnreachableError } from '@/lib/backend/store/store-unreachable-error'
import type { Changes } from './changes'
import { keepDeclined } from './keep-declined'
import type { LiveRun } from './live-run'
import { type Appended, createTeller } from './tell-followers'
import { type Touch, touchedIn, touchOf } from './touch'
import { createUnsureAppends } from './unsure-appends'

interface EventLogOptions {
  readonly store: Store
  readonly changes: Changes
  /**
   * Whose objects the events are about: our own, which begin here and nowhere else, or others', of which any may have
   * been seen before, and none from its beginning.
   */
  readonly objects?: 'own' | 'seen'
  /** Writes more where a run comes to wait for its caller, in that transaction. */
  readonly onWaiting?: OnWaiting | undefined
  /** Called when a run came to rest and its last event is stored. */
  readonly onRest: (live: LiveRun) => void
}

export type OnWaiting = (tables: Tables, run: Run) => Promise<void>

/** Writes more in the events' transaction, before them. */
export type AppendInTransaction = (
  tables: Tables,
  events: { readonly atMs: number; readonly after: RunView },
) => Promise<void>

/** Writes the run of a view as it stands after the events, in their transaction. */
export type PutRun = (
  tables: Tables,
  put: { readonly run: Run; readonly before: Run | null; readonly attempt: number; readonly atMs: number },
) => Promise<void>

interface Appending {
  readonly inTransaction?: AppendInTransaction | undefined
  /** How the run is written, when not as it was seen. */
  readonly putRun?: PutRun
}

type Settling = Pick<Appending, 'putRun'>

/** Writes more in the transaction that creates a run or begins its next leg. */
export type InTransaction = (tables: Tables, leg: { readonly run: Run; readonly after: number }) => Promise<void>

/** Answers to the calls that a run waits for. */
export interface Submitted {
  readonly outputs: SubmitToolOutputsBody['tool_outputs']
  readonly inTransaction?: InTransaction
}

export type EventLog = ReturnType<typeof createEventLog>

export function createEventLog({ store, changes, objects = 'own', onWaiting, onRest }: EventLogOptions) {
  const isSeen = objects === 'seen'
  const unsure = createUnsureAppends(store)
  const teller = createTeller({ store, changes, onRest })

  /**
   * Numbers what was seen of a run and stores it with the objects that it leaves behind, in one transaction; then tells
   * who follows. Throws LostRunError when another attempt has taken the run up: the statement that appends asks. What
   * was stored by an append that failed for its connection is not stored again.
   */
  async function append(live: LiveRun, seen: readonly Observation[], appending: Appending = {}) {
    const found = await unsure.find(live)
    if (found) teller.appended(live, { events: found, after: fold(live.view(), found), touch: touchOf(found) })
    const rest = unsure.without(seen)
    if (rest.length === 0) return
    // It was decided on before this was known.
    if (found) throw new StoreUnreachableError('The run has gone on while the database could not be reached.')
    const before = live.view()
    const events = numbered(rest, before, live.now())
    const written = { events, after: fold(before, events), touch: touchOf(events) }
    await keep(live, written, appending).catch((error: unknown) => {
      unsure.note(live, rest, error)
      throw error
    })
    teller.appended(live, written)
  }

  async function keep(live: LiveRun, { events, after, touch }: Appended, appending: Appending) {
    const { inTransaction, putRun = putSeen } = appending
    if (!inTransaction && isOnlyLogged(events, after, touch)) return store.appendSoon(live.id, events, live)
    const at = events.at(-1)?.at ?? live.now()
    await store.transaction(async (tables) => {
      await inTransaction?.(tables, { atMs: at, after })
      await tables.events.append(live.id, events, live)
      await writeObjects(tables, { live, touch, after, at, putRun, isSeen })
      if (events.some(isOfRule)) await keepDeclined(tables, live.view(), after)
      const waiting = waitingNow(live.view(), after)
      if (waiting) await onWaiting?.(tables, waiting)
    })
  }

  /** For a run whose log can be appended to no more: its objects are written as the events leave them, and no event. */
  async function settle(live: LiveRun, seen: readonly Observation[], { putRun = putSeen }: Settling = {}) {
    const before = live.view()
    const at = live.now()
    const after = fold(before, numbered(seen, before, at))
    const touch = touchOf(seen)
    await store.transaction((tables) => writeObjects(tables, { live, touch, after, at, putRun, isSeen }))
    live.advance({ ...after, lastSeq: before.lastSeq }, [])
    teller.settled(before.run, after, touch)
    onRest(live)
  }

  return {
    /** Everything that is done to one run is done one after the other. */
    exclusive: createExclusive(),
    append,
    settle,
  }
}

const isOfRule = ({ event }: RunEvent) => event === 'playground.responder.told'

/** The run where it has come to wait for its caller. */
const waitingNow = (before: RunView, { run }: RunView) =>
  run?.status === 'requires_action' && before.run?.status !== run.status ? run : undefined

/**
 * What was seen, in its place. Moments that others tell count as far as the order of the log allows, and a window
 * begins no earlier than what stands before it may have happened.
 */
function numbered(seen: readonly Observation[], { log, lastSeq }: RunView, now: number): readonly LoggedEvent[] {
  let last = log.at(-1)?.lastAt ?? -Infinity
  let earliest = last
  return seen.map(({ event, data, source, notBefore, at: told = now }, index) => {
    const at = Math.min(Math.max(told, last), Math.max(now, last))
    earliest = notBefore === undefined ? at : Math.min(Math.max(notBefore, earliest), at)
    last = at
    // Each field by itself: taking the rest of an object costs more than all else here, and streams have many.
    const logged = { event, data, source, seq: lastSeq + index + 1, at } as LoggedEvent
    return earliest < at ? { ...logged, notBefore: earliest } : logged
  })
}

/**
 * The run as it was seen, whichever status it was in before. One that is at rest stays as it rests: should its source
 * move it again, the log alone tells that, here as in the fold.
 */
const putSeen: PutRun = async (tables, { run, attempt, atMs }) => {
  await tables.runs.move(run, { from: activeStatuses, attempt, atMs })
}

interface Written {
  readonly live: LiveRun
  readonly touch: Touch
  readonly after: RunView
  readonly at: number
  readonly putRun: PutRun
  readonly isSeen: boolean
}

/**
 * Writes each object that the events touched once, as the fold left it. What only grew, and goes on growing, is left
 * to the log: the store reads it from there.
 */
async function writeObjects(tables: Tables, { live, touch, after, at, putRun, isSeen }: Written) {
  const { born, told } = touch
  const { messages, steps } = writtenIn(after, touch)
  for (const message of messages) {
    const isNew = isSeen ? !(await tables.messages.rewrite(message)) : born.has(message.id)
    if (isNew) await tables.messages.insert(message)
    else if (!isSeen) await tables.messages.rewrite(message)
  }
  for (const step of steps) {
    const isNew = isSeen ? !(await tables.steps.put(step)) : born.has(step.id)
    if (isNew) await tables.steps.insert(step)
    else if (!isSeen) await tables.steps.put(step)
    const note = byId(after.notes, step.id)
    if (note) await tables.notes.put(note, step)
  }
  const { run } = after
  if (!run || !told.has(run.id) || (born.has(run.id) && !isSeen)) return
  const stepless = isTerminal(run.status) ? notesAhead(after.steps, allById(after.notes)) : []
  if (stepless.length > 0) await tables.notes.putStepless(stepless, run)
  const cost = costOfRun(after)
  const isEstimated = isUsageEstimated(after)
  if (cost || isEstimated) await tables.costs.put(cost, { run, usage: isEstimated ? 'estimated' : 'counted' })
  await putRun(tables, { run, before: live.view().run, attempt: live.attempt, atMs: at })
}

/** Those whose rows are written with the events: the others only grew, and go on growing. */
function writtenIn({ messages, steps }: RunView, touch: Touch) {
  const isWritten = ({ id, status }: Message | Step) => touch.told.has(id) || status !== 'in_progress'
  return {
    messages: touchedIn(messages, touch.messages).filter(isWritten),
    steps: touchedIn(steps, touch.steps).filter(isWritten),
  }
}

/** Deltas of what goes on growing. */
function isOnlyLogged(events: readonly RunEvent[], view: RunView, touch: Touch) {
  if (!events.every(({ event }) => event.endsWith('.delta'))) return false
  const { messages, steps } = writtenIn(view, touch)
  return messages.length === 0 && steps.length === 0
}
