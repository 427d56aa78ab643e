// What is asked of runs where several instances share the store. Whoever does something to a run claims it: then nobody
// else can write it. A run that waits is carried by nobody, so that any instance may be asked.
import { setTimeout as sleep } from 'node:timers/promises'
import { notFound } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import type { RunStatus } from '@/lib/protocol/status'
import { endingOf } from '@/lib/run/endings'
import { emptyView } from '@/lib/run/fold'
import { activeStatuses, canMove, move } from '@/lib/run/machine'
import { submission } from '@/lib/run/submission'
import { toSeconds } from '@/lib/backend/clock'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Submitted } from '@/lib/backend/log/event-log'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { runAmended } from '@/lib/backend/log/run-topics'
import type { OwnEvent } from '@/lib/backend/log/runs-here'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { cannotCancel } from './carried-here'
import { claim, settle } from './recovery'
import { endNow, type Supervisor, unregister } from './supervisor'

export interface SharedSupervisor extends Supervisor {
  readonly jobs: Jobs
}

/** So often a run is claimed again that somebody else has claimed meanwhile. */
const MAX_CLAIMS = 10
const AGAIN_MS = 20

/** Ends what this process does for a run that somebody else writes now. */
export function lose(supervisor: Supervisor, live: LiveRun) {
  unregister(supervisor, live)
  supervisor.legs.get(live.id)?.abort.abort(new LostRunError(`Run ${live.id} was claimed by somebody else.`))
  live.letGo()
}

interface Doing<T> {
  readonly from: readonly RunStatus[]
  /** Judges by what stands then. */
  readonly work: (live: LiveRun) => Promise<T>
}

/**
 * Does something to a run as the one who writes it: as its carrier where that is this process, else it is claimed for
 * so long. Undefined where it is in none of these statuses.
 */
export async function asWriter<T>(
  supervisor: SharedSupervisor,
  runId: string,
  { from, work }: Doing<T>,
): Promise<T | undefined> {
  for (let times = 1; ; times += 1) {
    let held: LiveRun | undefined
    try {
      return await supervisor.writer.exclusive(runId, async () => {
        held = carriedHere(supervisor, runId) ?? (await claimed(supervisor, runId, from))
        return held && (await work(held))
      })
    } catch (error) {
      if (!(error instanceof LostRunError) || times === MAX_CLAIMS) throw error
      if (held) lose(supervisor, held)
    }
    await sleep(AGAIN_MS * times * Math.random())
  }
}

/** A run that has just come to wait is nobody's, though its leg has not let go of it yet. */
function carriedHere({ activeRuns }: Supervisor, runId: string): LiveRun | undefined {
  const live = activeRuns.get(runId)
  return live?.view().run?.status === 'requires_action' ? undefined : live
}

async function claimed(supervisor: SharedSupervisor, runId: string, from: readonly RunStatus[]) {
  const taken = await claim(supervisor, runId, from)
  if (!taken) return undefined
  const { live, expiresMs, canFollow } = taken
  if (!canFollow) await settle(supervisor, live)
  else if (supervisor.clock() >= expiresMs) await endNow(supervisor, live, { to: 'expired' })
  return live
}

/** Cancels the run at once: whoever carries it can write nothing more. */
export async function cancel(supervisor: SharedSupervisor, runId: string): Promise<Run> {
  const { store, legs, writer, deadlines } = supervisor
  const work = async (live: LiveRun) => {
    if (deadlines.isOver(runId)) await endNow(supervisor, live, { to: 'expired' })
    const view = live.view()
    const { run } = view
    if (!run) throw notFound('run', runId)
    if (!canMove(run.status, 'cancelling')) throw cannotCancel(run)
    const seconds = toSeconds(live.now())
    const cancelling = move(run, 'cancelling', { seconds, usage: run.usage })
    legs.get(runId)?.abort.abort(new Error('The run is being cancelled.'))
    await writer.append(live, [
      { event: 'thread.run.cancelling', data: cancelling },
      ...endingOf({ ...view, run: cancelling }, { to: 'cancelled' }, seconds),
    ])
    return cancelling
  }
  const cancelled = await asWriter(supervisor, runId, { from: activeStatuses, work })
  if (cancelled) return cancelled
  const run = await store.runs.get(runId)
  throw run ? cannotCancel(run) : notFound('run', runId)
}

/** Answers the calls a run waits for and sets it going again. `after` is where its log stood before. */
export async function submit(
  supervisor: SharedSupervisor,
  runId: string,
  submitted: Submitted,
): Promise<{ run: Run; after: number }> {
  const { store, writer, jobs, clock } = supervisor
  const { outputs, inTransaction } = submitted
  const work = async (live: LiveRun) => {
    const { run, lastSeq } = live.view()
    if (!run) throw notFound('run', runId)
    const events = submission(live.view(), outputs, toSeconds(live.now()))
    await writer.append(live, events, async (tables, { after }) => {
      // Whoever had the job of the leg before may not have come to give it up.
      await jobs.resend(tables, 'advance', { connection: store.connection, id: runId })
      await inTransaction?.(tables, { run: after.run ?? run, after: lastSeq })
    })
    return { run: live.view().run ?? run, after: lastSeq }
  }
  const done = await asWriter(supervisor, runId, { from: ['requires_action'], work })
  if (done) return done
  const run = await store.runs.get(runId)
  if (!run) throw notFound('run', runId)
  // Throws, unless it has come to wait just now.
  submission({ ...emptyView, run }, outputs, toSeconds(clock()))
  return submit(supervisor, runId, submitted)
}

/** Writes what others have to say of a run into its log, while it waits or is carried here. */
export async function tell(supervisor: SharedSupervisor, runId: string, events: readonly OwnEvent[]): Promise<boolean> {
  const work = async (live: LiveRun) => {
    await supervisor.writer.append(live, events)
    return true
  }
  return (await asWriter(supervisor, runId, { from: ['requires_action'], work })) ?? false
}

/** Metadata is no matter of the log: it changes in the store, and beside the view of whoever carries the run. */
export async function modify({ store }: Supervisor, runId: string, metadata: Run['metadata']): Promise<Run> {
  const run = await store.runs.setMetadata(runId, metadata)
  if (!run) throw notFound('run', runId)
  store.notifier.tell(runAmended, { run: runId })
  return run
}
