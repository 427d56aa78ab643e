// Carries runs through their lives: takes them up, sets them going, ends them, and copes when the store refuses.
import { ApiError, LOG_DAMAGED } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { lastErrorFor, MOST_STARTS } from '@/lib/run/own-failures'
import type { Changes } from '@/lib/backend/log/changes'
import { toSeconds, type Clock } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { ModelRegistry } from '@/lib/backend/models/model'
import { STORE_LOST } from '@/lib/backend/store/refuse-writes'
import type { RunRow, Store } from '@/lib/backend/store/store'
import type { Deadlines } from './deadlines'
import { endingOf, type Ending } from '@/lib/run/endings'
import type { Ledger } from '@/lib/backend/log/ledger'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { lastErrorOf, runLeg, StoreFailure } from './leg'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import { createSlots, type Slots } from './slots'
import { storedView } from '@/lib/backend/log/stored-view'

/** When the store refused, a run is taken up again after this time, until it can be written. */
const RETAKE_MS = 5_000

/** A start takes up so many runs at a time: each reads its log. */
const TAKE_UPS = 4

/** Everything underway in this process, and what it takes to work on it. */
export interface Fleet {
  readonly store: Store
  readonly models: ModelRegistry
  readonly clock: Clock
  readonly ids: Ids
  readonly changes: Changes
  readonly report: (message: string, error: unknown) => void
  readonly lives: Map<string, LiveRun>
  readonly legs: Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>
  readonly slots: Slots
  readonly deadlines: Deadlines
  readonly ledger: Ledger
  /** The runs that this start has found underway and not yet taken up. Never reject. */
  readonly takeUps: Map<string, Promise<void>>
  /** Aborted when the engine closes. */
  readonly closing: AbortController
}

/** A run joins what is underway, until it rests or its time is over. */
export function keep(fleet: Fleet, live: LiveRun, expiresMs: number) {
  fleet.lives.set(live.id, live)
  const expire = () => void end(fleet, live, { to: 'expired' }).catch((error: unknown) => stumble(fleet, live, error))
  fleet.deadlines.set(live.id, expiresMs, expire)
}

export function forget({ lives, deadlines }: Pick<Fleet, 'lives' | 'deadlines'>, live: LiveRun) {
  lives.delete(live.id)
  deadlines.clear(live.id)
}

/** Sets a run going on its next leg. Returns at once. */
export function start(fleet: Fleet, live: LiveRun) {
  const { run } = live.view()
  if (!run || fleet.closing.signal.aborted) return
  const abort = new AbortController()
  const done = runLeg(live, { ...fleet, entry: fleet.models.find(run.model), signal: abort.signal })
    .catch((error: unknown) => (abort.signal.aborted ? undefined : fail(fleet, live, error)))
    .finally(() => {
      if (fleet.legs.get(live.id)?.abort === abort) fleet.legs.delete(live.id)
    })
  fleet.legs.set(live.id, { abort, done })
}

async function fail(fleet: Fleet, live: LiveRun, error: unknown) {
  if (error instanceof StoreFailure) return stumble(fleet, live, error.cause)
  const { lastError, isOurs } = lastErrorOf(error)
  if (isOurs) fleet.report(`Run ${live.id} failed.`, error)
  await end(fleet, live, { to: 'failed', last_error: lastError }).catch((cause: unknown) => stumble(fleet, live, cause))
}

/** Ends an active run before its time. A run that came to rest meanwhile stays as it is. */
export const end = (fleet: Fleet, live: LiveRun, ending: Ending) =>
  fleet.ledger.exclusive(live.id, () => endNow(fleet, live, ending))

/** As `end`, for whoever has the run to themselves already. */
export async function endNow(fleet: Fleet, live: LiveRun, ending: Ending) {
  const { run } = live.view()
  if (!run || isTerminal(run.status)) return
  fleet.legs.get(live.id)?.abort.abort(new Error(`The run is ${ending.to}.`))
  await fleet.ledger.append(live, endingOf(live.view(), ending, toSeconds(live.now())))
}

/** The store refused: whoever follows is told, and the run is taken up again when it may be writable. */
export function stumble(fleet: Fleet, live: LiveRun, error: unknown) {
  fleet.report(`Run ${live.id} could not be written.`, error)
  forget(fleet, live)
  live.fail(error)
  if (!(error instanceof LostRunError)) retakeLater(fleet, live.id)
}

function retakeLater(fleet: Fleet, runId: string) {
  if (fleet.closing.signal.aborted) return
  fleet.deadlines.set(runId, fleet.clock() + RETAKE_MS, () => {
    retake(fleet, runId).catch((error: unknown) => {
      fleet.report(`Run ${runId} could not be taken up again.`, error)
      if (!isLost(error)) retakeLater(fleet, runId)
    })
  })
}

/** The database is not there any more: to try again is of no use. */
const isLost = (error: unknown) => error instanceof ApiError && error.body.code === STORE_LOST

async function retake(fleet: Fleet, runId: string) {
  const row = await fleet.store.runs.row(runId)
  if (row && !isTerminal(row.run.status)) await takeUp(fleet, row, { starts: 0 })
}

/**
 * Takes up every run that an earlier process left underway. Resolves as soon as they are known: the start waits for
 * none of them, and one that cannot be taken up stands in the way of no other.
 */
export async function recover(fleet: Fleet) {
  const places = createSlots(TAKE_UPS)
  const { signal } = fleet.closing
  const takeUpInTurn = async (row: RunRow) => {
    const release = await places.acquire('take-up', signal)
    try {
      await takeUp(fleet, row, { starts: isAtWork(row) ? await fleet.store.runs.countStart(row.run.id) : 0 })
    } finally {
      release()
    }
  }
  for (const row of await fleet.store.runs.unfinished()) {
    const { id } = row.run
    const taken = takeUpInTurn(row)
      .catch((error: unknown) => {
        if (signal.aborted) return
        fleet.report(`Run ${id} could not be taken up.`, error)
        retakeLater(fleet, id)
      })
      .finally(() => fleet.takeUps.delete(id))
    fleet.takeUps.set(id, taken)
  }
  for (const { table, id } of fleet.store.damaged()) {
    if (table !== 'runs') continue
    await fleet.store.runs
      .abandon(id, fleet.clock())
      .catch((error: unknown) => fleet.report(`Run ${id} cannot be read, and could not be ended.`, error))
  }
}

const isAtWork = ({ run }: RunRow) => run.status === 'queued' || run.status === 'in_progress'

/** What the log has lost of the run's steps and messages stands in their tables. The newest messages may be open. */
async function storedObjects({ store }: Fleet, run: Run): Promise<Pick<RunView, 'messages' | 'steps'>> {
  const said = await store.messages.list(run.thread_id, { run_id: run.id, limit: 100, order: 'desc' })
  return { messages: said.data.toReversed(), steps: await store.steps.all(run.id) }
}

/**
 * Takes up a run that no leg of this process carries: it waits on, is asked for again from its last whole step, or ends
 * with what happened. `starts` is how many starts in a row have found it at work, this one among them.
 */
async function takeUp(fleet: Fleet, row: RunRow, { starts }: { starts: number }) {
  const { run, expiresMs } = row
  const { store, clock } = fleet
  const attempt = await store.runs.claim(run.id, [run.status])
  if (attempt === undefined) return
  const logged = await storedView(store.events, run.id)
  const isDamaged = logged.error?.code === LOG_DAMAGED
  const objects = isDamaged ? await storedObjects(fleet, run) : undefined
  const live = createLiveRun(run.id, { attempt, view: { ...logged, ...objects, run }, clock })
  if (fleet.closing.signal.aborted) return
  keep(fleet, live, expiresMs)
  const ending = endingAtTakeUp(run, { isOverdue: clock() >= expiresMs, isDamaged, starts })
  if (ending) await end(fleet, live, ending).catch((error: unknown) => stumble(fleet, live, error))
  else if (isAtWork(row)) start(fleet, live)
}

interface TakeUp {
  readonly isOverdue: boolean
  readonly isDamaged: boolean
  readonly starts: number
}

/** How a run ends that is not to be gone on with. */
function endingAtTakeUp({ status }: Run, { isOverdue, isDamaged, starts }: TakeUp): Ending | undefined {
  if (isOverdue) return { to: 'expired' }
  if (status === 'cancelling') return { to: 'cancelled' }
  if (isDamaged && status === 'in_progress') return { to: 'failed', last_error: lastErrorFor('log_damaged') }
  return starts > MOST_STARTS ? { to: 'failed', last_error: lastErrorFor('stopped_often') } : undefined
}
