// Starts, ends and recovers the runs of this process, also after a failure of the store.
import { LOG_DAMAGED, storeFailureOf } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { isTerminal, move } from '@/lib/run/machine'
import { lastErrorFor, MAX_STARTS } from '@/lib/run/own-failures'
import type { Changes } from '@/lib/backend/log/changes'
import { toSeconds, type Clock } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { ModelRegistry } from '@/lib/backend/models/model'
import type { RunRow, Store } from '@/lib/backend/store/store'
import type { HostedTools } from '../tools/hosted-tool'
import type { Deadlines } from './deadlines'
import { endingOf, type Ending } from '@/lib/run/endings'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { lastErrorOf, OverdueError, runLeg, StoppedOftenError, StoreFailure, TooManyTurnsError } from './leg'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import type { KeepPicture } from './kept-pictures'
import type { ReadImage } from './with-images'
import type { FileNameOf } from './read-history'
import type { RunWriter } from './run-writer'
import { createSlots, type Slots } from './slots'
import { storedView } from '@/lib/backend/log/stored-view'

/** After a failure of the store a run is recovered after this time, again and again until it can be written. */
const RECOVER_AFTER_MS = 5_000

/** So many runs are recovered at a time: each reads its log. */
const MAX_RECOVERIES = 4

/** Everything underway in this process, and what it takes to work on it. */
export interface Supervisor {
  readonly store: Store
  readonly models: ModelRegistry
  /** Those that are executed here. */
  readonly tools: HostedTools
  /** How models are told the names of attached files; without it they are told the ids. */
  readonly fileNameOf: FileNameOf
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  /** For models that see. */
  readonly readImage: ReadImage
  /** For what endpoints draw. */
  readonly keepPicture: KeepPicture
  readonly report: (message: string, error: unknown) => void
  readonly activeRuns: Map<string, LiveRun>
  readonly legs: Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>
  readonly slots: Slots
  readonly deadlines: Deadlines
  readonly writer: RunWriter
  /** The active runs that this start has found and not yet recovered. Never reject. */
  readonly recoveries: Map<string, Promise<void>>
  /** Aborted when the engine closes. */
  readonly closing: AbortController
}

/** Adds a run to the active ones, until it rests or expires. */
export function register(supervisor: Supervisor, live: LiveRun, expiresMs: number) {
  supervisor.activeRuns.set(live.id, live)
  const expire = () =>
    void end(supervisor, live, { to: 'expired' }).catch((error: unknown) => handleFailure(supervisor, live, error))
  supervisor.deadlines.set(live.id, expiresMs, expire)
}

export function unregister({ activeRuns, deadlines }: Pick<Supervisor, 'activeRuns' | 'deadlines'>, live: LiveRun) {
  activeRuns.delete(live.id)
  deadlines.clear(live.id)
}

/** Starts a run's next leg. Returns at once. `isTakenUp`: a start of the process has found it queued. */
export function start(supervisor: Supervisor, live: LiveRun, { isTakenUp } = { isTakenUp: false }) {
  const { run } = live.view()
  if (!run || supervisor.closing.signal.aborted) return
  const abort = new AbortController()
  const entry = supervisor.models.find(run.model)
  const done = runLeg(live, { ...supervisor, isTakenUp, entry, signal: abort.signal })
    .catch((error: unknown) => (abort.signal.aborted ? undefined : fail(supervisor, live, error)))
    .finally(() => {
      if (supervisor.legs.get(live.id)?.abort === abort) supervisor.legs.delete(live.id)
    })
  supervisor.legs.set(live.id, { abort, done })
}

async function fail(supervisor: Supervisor, live: LiveRun, error: unknown) {
  if (error instanceof StoreFailure) return handleFailure(supervisor, live, error.cause)
  await end(supervisor, live, endingFor(supervisor, live, error)).catch((cause: unknown) =>
    handleFailure(supervisor, live, cause),
  )
}

function endingFor({ report }: Supervisor, { id }: LiveRun, error: unknown): Ending {
  if (error instanceof OverdueError) return { to: 'expired' }
  if (error instanceof StoppedOftenError) return stoppedOften
  if (error instanceof TooManyTurnsError) return tooManyTurns
  const { lastError, isOurs } = lastErrorOf(error)
  if (isOurs) report(`Run ${id} failed.`, error)
  return { to: 'failed', last_error: lastError }
}

/** Ends an active run before its time. A run that came to rest meanwhile stays as it is. */
export const end = (supervisor: Supervisor, live: LiveRun, ending: Ending) =>
  supervisor.writer.exclusive(live.id, () => endNow(supervisor, live, ending))

/** As `end`, for whoever holds the run's lock already. */
export async function endNow(supervisor: Supervisor, live: LiveRun, ending: Ending) {
  const { run } = live.view()
  if (!run || isTerminal(run.status)) return
  supervisor.legs.get(live.id)?.abort.abort(new Error(`The run is ${ending.to}.`))
  await supervisor.writer.append(live, endingOf(live.view(), ending, toSeconds(live.now())))
}

/** The store failed: whoever follows the run gets the error, and the run is recovered later. */
export function handleFailure(supervisor: Supervisor, live: LiveRun, error: unknown) {
  supervisor.report(`Run ${live.id} could not be written.`, error)
  unregister(supervisor, live)
  live.fail(error)
  if (!(error instanceof LostRunError)) recoverLater(supervisor, live.id)
}

function recoverLater(supervisor: Supervisor, runId: string) {
  if (supervisor.closing.signal.aborted) return
  supervisor.deadlines.set(runId, supervisor.clock() + RECOVER_AFTER_MS, () => {
    recoverOne(supervisor, runId).catch((error: unknown) => {
      supervisor.report(`Run ${runId} could not be recovered.`, error)
      if (!isLost(error)) recoverLater(supervisor, runId)
    })
  })
}

/** The database is not there any more: to try again is of no use. */
const isLost = (error: unknown) => storeFailureOf(error) === 'lost'

async function recoverOne(supervisor: Supervisor, runId: string) {
  const row = await supervisor.store.runs.row(runId)
  if (row && !isTerminal(row.run.status)) await recoverRow(supervisor, row, { starts: 0, isTakenUp: false })
}

/**
 * Recovers every run that an earlier process left active. Resolves as soon as they are known: the start waits for
 * none of them, and one that cannot be recovered holds up no other.
 */
export async function recover(supervisor: Supervisor) {
  const places = createSlots(MAX_RECOVERIES)
  const { signal } = supervisor.closing
  const recoverInTurn = async (row: RunRow) => {
    const release = await places.acquire('recovery', signal)
    try {
      // Before its log is read, which may be what ended the process.
      const starts = row.run.status === 'in_progress' ? await supervisor.store.runs.countStart(row.run.id) : 0
      await recoverRow(supervisor, row, { starts, isTakenUp: row.run.status === 'queued' })
    } finally {
      release()
    }
  }
  for (const row of await supervisor.store.runs.unfinished()) {
    const { id } = row.run
    const recovered = recoverInTurn(row)
      .catch((error: unknown) => {
        if (signal.aborted) return
        supervisor.report(`Run ${id} could not be recovered.`, error)
        recoverLater(supervisor, id)
      })
      .finally(() => supervisor.recoveries.delete(id))
    supervisor.recoveries.set(id, recovered)
  }
  for (const { table, id } of supervisor.store.damaged()) {
    if (table !== 'runs') continue
    await supervisor.store.runs
      .abandon(id, supervisor.clock())
      .catch((error: unknown) => supervisor.report(`Run ${id} cannot be read, and could not be ended.`, error))
  }
}

const isAtWork = ({ run }: RunRow) => run.status === 'queued' || run.status === 'in_progress'

/** What the log has lost of the run's steps and messages stands in their tables. The newest messages may be open. */
async function storedObjects({ store }: Supervisor, run: Run): Promise<Pick<RunView, 'messages' | 'steps'>> {
  const said = await store.messages.list(run.thread_id, { run_id: run.id, limit: 100, order: 'desc' })
  return { messages: said.data.toReversed(), steps: await store.steps.all(run.id) }
}

interface Found {
  /** How many starts in a row have found it in progress, this one among them. */
  readonly starts: number
  /** A start has found it queued: it is counted once it has its place. */
  readonly isTakenUp: boolean
}

/**
 * Recovers a run that no leg of this process works on: it goes on waiting, is asked for again from its last whole
 * step, or ends with what happened.
 */
async function recoverRow(supervisor: Supervisor, row: RunRow, { starts, isTakenUp }: Found) {
  const { run, expiresMs } = row
  const { store, clock } = supervisor
  const claimed = await store.runs.claim(run.id, [run.status])
  if (!claimed) return
  const { attempt } = claimed
  const logged = await storedView(store.events, run.id)
  // Not so where the place in which the log says how long it is was damaged: nothing can follow it any more.
  const canFollow = logged.lastSeq === (await store.events.lastSeq(run.id))
  const isDamaged = !canFollow || logged.error?.code === LOG_DAMAGED
  const objects = isDamaged ? await storedObjects(supervisor, run) : undefined
  const live = createLiveRun(run.id, { attempt, view: { ...logged, ...objects, run }, clock })
  if (supervisor.closing.signal.aborted) return
  register(supervisor, live, expiresMs)
  if (!canFollow) return supervisor.writer.settle(live, failureOf(live.view(), toSeconds(live.now())))
  const ending = endingAtRecovery(run, { isOverdue: clock() >= expiresMs, isDamaged, starts })
  if (ending) await end(supervisor, live, ending).catch((error: unknown) => handleFailure(supervisor, live, error))
  else if (isAtWork(row)) start(supervisor, live, { isTakenUp })
}

/** A run that waits for outputs is queued first: only then it may fail. */
function failureOf(view: RunView, seconds: number): readonly StreamEvent[] {
  const { run } = view
  if (run?.status !== 'requires_action') return endingOf(view, damagedEnding, seconds)
  const queued = move(run, 'queued', { seconds, usage: run.usage })
  return [{ event: 'thread.run.queued', data: queued }, ...endingOf({ ...view, run: queued }, damagedEnding, seconds)]
}

const stoppedOften: Ending = { to: 'failed', last_error: lastErrorFor('stopped_often') }

const tooManyTurns: Ending = { to: 'failed', last_error: lastErrorFor('too_many_turns') }

const damagedEnding: Ending = { to: 'failed', last_error: lastErrorFor('log_damaged') }

interface Recovery {
  readonly isOverdue: boolean
  readonly isDamaged: boolean
  readonly starts: number
}

/** How a run ends that does not go on. */
function endingAtRecovery({ status }: Run, { isOverdue, isDamaged, starts }: Recovery): Ending | undefined {
  if (isOverdue) return { to: 'expired' }
  if (status === 'cancelling') return { to: 'cancelled' }
  if (isDamaged && status === 'in_progress') return damagedEnding
  return starts > MAX_STARTS ? stoppedOften : undefined
}
