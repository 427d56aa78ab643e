// Carries runs through their lives: takes them up, sets them going, ends them, and copes when the store refuses.
import { ApiError, LOG_DAMAGED } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold, type RunView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import type { Changes } from '../changes'
import { toSeconds, type Clock } from '../clock'
import type { Ids } from '../ids'
import type { ModelRegistry } from '../models/model'
import { STORE_LOST } from '../store/refuse-writes'
import type { RunRow, Store } from '../store/store'
import type { Deadlines } from './deadlines'
import { endingOf, type Ending } from './endings'
import { LostRunError, type Ledger } from './ledger'
import { lastErrorOf, runLeg, StoreFailure } from './leg'
import { createLiveRun, type LiveRun } from './live-run'
import type { Slots } from './slots'

/** When the store refused, a run is taken up again after this time, until it can be written. */
const RETAKE_MS = 5_000

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
  /** Aborted when the engine closes. */
  readonly closing: AbortController
}

export const secondsNow = ({ clock }: Fleet) => toSeconds(clock())

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
export function end(fleet: Fleet, live: LiveRun, ending: Ending) {
  return fleet.ledger.exclusive(live.id, async () => {
    const { run } = live.view()
    if (!run || isTerminal(run.status)) return
    fleet.legs.get(live.id)?.abort.abort(new Error(`The run is ${ending.to}.`))
    await fleet.ledger.append(live, endingOf(live.view(), ending, secondsNow(fleet)))
  })
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
  if (row && !isTerminal(row.run.status)) await takeUp(fleet, row)
}

const interrupted: Ending = {
  to: 'failed',
  last_error: {
    code: 'server_error',
    message:
      'The server stopped while the model was answering. What had arrived is kept; start a new run to ask again.',
  },
}

const damaged: Ending = {
  to: 'failed',
  last_error: {
    code: 'server_error',
    message:
      "Part of this run's log is damaged in the server's database, so it could not go on. What can be read is kept.",
  },
}

/** What the log has lost of the run's steps and messages stands in their tables. */
async function storedObjects({ store }: Fleet, run: Run): Promise<Pick<RunView, 'messages' | 'steps'>> {
  const said = await store.messages.list(run.thread_id, { run_id: run.id, limit: 100, order: 'asc' })
  return { messages: said.data, steps: await store.steps.all(run.id) }
}

/** Takes up a run that no leg of this process carries: goes on where that is safe, else ends it with a reason. */
export async function takeUp(fleet: Fleet, { run, expiresMs }: RunRow) {
  const attempt = await fleet.store.runs.claim(run.id, [run.status])
  if (attempt === undefined) return
  const logged = fold(emptyView, await fleet.store.events.after(run.id, 0, Number.MAX_SAFE_INTEGER))
  const isDamaged = logged.error?.code === LOG_DAMAGED
  const view = isDamaged ? { ...logged, ...(await storedObjects(fleet, run)), run } : { ...logged, run }
  const live = createLiveRun(run.id, { attempt, view })
  keep(fleet, live, expiresMs)
  if (fleet.clock() >= expiresMs) return end(fleet, live, { to: 'expired' })
  if (run.status === 'cancelling') return end(fleet, live, { to: 'cancelled' })
  if (run.status === 'requires_action') return
  // A turn of which nothing was recorded can be asked for again; half an answer cannot be continued.
  const lastEvent: StreamEvent['event'] | undefined = logged.log.at(-1)?.event
  if (run.status === 'queued' || lastEvent === 'thread.run.in_progress') return start(fleet, live)
  await end(fleet, live, isDamaged ? damaged : interrupted)
}
