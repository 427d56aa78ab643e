// Takes up runs of which legs were left: by an earlier process, after a failure of the store, or by another instance.
import { LOG_DAMAGED, storeFailureOf } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import type { RunView } from '@/lib/run/fold'
import { isTerminal, move } from '@/lib/run/machine'
import { lastErrorFor, MAX_STARTS } from '@/lib/run/own-failures'
import { endingOf, type Ending } from '@/lib/run/endings'
import { toSeconds } from '@/lib/backend/clock'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import { runClaimed } from '@/lib/backend/log/run-topics'
import { storedView } from '@/lib/backend/log/stored-view'
import type { RunRow } from '@/lib/backend/store/run-table'
import type { Store } from '@/lib/backend/store/store'
import { createSlots } from './slots'
import { end, handleFailure, type Leg, register, start, stoppedOften, type Supervisor } from './supervisor'

/** After a failure of the store a run is recovered after this time, again and again until it can be written. */
const RECOVER_AFTER_MS = 5_000

/** So many runs are recovered at a time: each reads its log. */
const MAX_RECOVERIES = 4

export function recoverLater(supervisor: Supervisor, runId: string) {
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
  const run = await supervisor.store.runs.get(runId)
  if (run && !isTerminal(run.status)) await takeUp(supervisor, run, { starts: 0, isTakenUp: false })
}

/**
 * Recovers every run that an earlier process left active. Resolves as soon as they are known: the start waits for
 * none of them, and one that cannot be recovered holds up no other.
 */
export async function recover(supervisor: Supervisor) {
  const places = createSlots(MAX_RECOVERIES)
  const { signal } = supervisor.closing
  const recoverInTurn = async ({ run }: RunRow) => {
    const release = await places.acquire('recovery', signal)
    try {
      // Before its log is read, which may be what ended the process.
      const starts = run.status === 'in_progress' ? await supervisor.store.runs.countStart(run.id) : 0
      await takeUp(supervisor, run, { starts, isTakenUp: run.status === 'queued' })
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
  await abandonDamaged(supervisor)
}

/** Runs that nobody can read end, so that their threads are free. */
export async function abandonDamaged({ store, clock, report }: Supervisor) {
  for (const { table, id } of store.damaged()) {
    if (table !== 'runs') continue
    await store.runs
      .abandon(id, clock())
      .catch((error: unknown) => report(`Run ${id} cannot be read, and could not be ended.`, error))
  }
}

/** What the log has lost of the run's steps and messages stands in their tables. The newest messages may be open. */
async function storedObjects(store: Store, run: Run): Promise<Pick<RunView, 'messages' | 'steps'>> {
  const said = await store.messages.list(run.thread_id, { run_id: run.id, limit: 100, order: 'desc' })
  return { messages: said.data.toReversed(), steps: await store.steps.all(run.id) }
}

export interface Claimed {
  readonly live: LiveRun
  readonly expiresMs: number
  /** Not where the place in which the log says how long it is was damaged: nothing can follow it any more. */
  readonly canFollow: boolean
  readonly isDamaged: boolean
}

/** Makes this process the one that writes the run, if it is in one of `from`. */
export async function claim(
  { store, clock }: Supervisor,
  runId: string,
  from?: readonly RunStatus[],
): Promise<Claimed | undefined> {
  const row = await store.runs.claim(runId, from)
  if (!row) return undefined
  const { run, attempt, expiresMs } = row
  store.notifier.tell(runClaimed, { run: run.id, attempt })
  const logged = await storedView(store.events, run.id)
  const canFollow = logged.lastSeq === (await store.events.lastSeq(run.id))
  const isDamaged = !canFollow || logged.error?.code === LOG_DAMAGED
  const objects = isDamaged ? await storedObjects(store, run) : undefined
  const live = createLiveRun(run.id, { attempt, view: { ...logged, ...objects, run }, clock })
  return { live, expiresMs, canFollow, isDamaged }
}

/** Ends a run whose log can be appended to no more. */
export const settle = ({ writer }: Supervisor, live: LiveRun) =>
  writer.settle(live, failureOf(live.view(), toSeconds(live.now())))

interface Found {
  /** How many starts in a row have found it in progress, this one among them. */
  readonly starts: number
  /** A start has found it queued: it is counted once it has its place. */
  readonly isTakenUp: boolean
}

export interface TakenUp {
  readonly live: LiveRun
  /** What this process works on now, if the run does not wait and has not ended. */
  readonly leg: Leg | undefined
}

/**
 * Takes up a run that no leg of this process works on: it goes on waiting, is asked for again from its last whole
 * step, or ends with what happened. Undefined where it was moved meanwhile.
 */
export async function takeUp(
  supervisor: Supervisor,
  { id, status }: Pick<Run, 'id' | 'status'>,
  { starts, isTakenUp }: Found,
): Promise<TakenUp | undefined> {
  const claimed = await claim(supervisor, id, [status])
  if (!claimed || supervisor.closing.signal.aborted) return undefined
  const { live, expiresMs, canFollow, isDamaged } = claimed
  register(supervisor, live, expiresMs)
  if (!canFollow) {
    await settle(supervisor, live)
    return { live, leg: undefined }
  }
  const ending = endingAtRecovery(status, { isOverdue: supervisor.clock() >= expiresMs, isDamaged, starts })
  if (ending) await end(supervisor, live, ending).catch((error: unknown) => handleFailure(supervisor, live, error))
  const isAtWork = !ending && (status === 'queued' || status === 'in_progress')
  return { live, leg: isAtWork ? start(supervisor, live, { isTakenUp }) : undefined }
}

/** A run that waits for outputs is queued first: only then it may fail. */
function failureOf(view: RunView, seconds: number): readonly StreamEvent[] {
  const { run } = view
  if (run?.status !== 'requires_action') return endingOf(view, damagedEnding, seconds)
  const queued = move(run, 'queued', { seconds, usage: run.usage })
  return [{ event: 'thread.run.queued', data: queued }, ...endingOf({ ...view, run: queued }, damagedEnding, seconds)]
}

const damagedEnding: Ending = { to: 'failed', last_error: lastErrorFor('log_damaged') }

interface Recovery {
  readonly isOverdue: boolean
  readonly isDamaged: boolean
  readonly starts: number
}

/** How a run ends that does not go on. */
function endingAtRecovery(status: RunStatus, { isOverdue, isDamaged, starts }: Recovery): Ending | undefined {
  if (isOverdue) return { to: 'expired' }
  if (status === 'cancelling') return { to: 'cancelled' }
  if (isDamaged && status === 'in_progress') return damagedEnding
  return starts > MAX_STARTS ? stoppedOften : undefined
}
