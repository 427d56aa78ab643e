// What is asked of runs where one process carries all of them.
import { badRequest, notFound } from '@/lib/protocol/error'
import type { Run } from '@/lib/protocol/run'
import { emptyView } from '@/lib/run/fold'
import { canMove, move } from '@/lib/run/machine'
import { submission } from '@/lib/run/submission'
import { toSeconds } from '@/lib/backend/clock'
import type { Submitted } from '@/lib/backend/log/event-log'
import type { LiveRun } from '@/lib/backend/log/live-run'
import type { OwnEvent } from '@/lib/backend/log/runs-here'
import { end, endNow, handleFailure, start, type Supervisor } from './supervisor'

/** Tells a run to stop. It is `cancelling` until its leg has let go, then `cancelled`. */
export function cancel(supervisor: Supervisor, runId: string): Promise<Run> {
  const { store, activeRuns, legs, writer } = supervisor
  return writer.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    if (live) await expireIfOver(supervisor, live)
    const run = live?.view().run ?? (await store.runs.get(runId))
    if (!run) throw notFound('run', runId)
    if (!live || !canMove(run.status, 'cancelling')) throw cannotCancel(run)
    const cancelling = move(run, 'cancelling', { seconds: toSeconds(live.now()), usage: run.usage })
    await writer.append(live, [{ event: 'thread.run.cancelling', data: cancelling }])
    const leg = legs.get(runId)
    leg?.abort.abort(new Error('The run is being cancelled.'))
    void Promise.resolve(leg?.done)
      .then(() => end(supervisor, live, { to: 'cancelled' }))
      .catch((error: unknown) => handleFailure(supervisor, live, error))
    return cancelling
  })
}

export const cannotCancel = ({ status }: Run) => badRequest(`Cannot cancel run with status '${status}'.`)

/** A timer may come late, where the machine has slept; what is asked of the run then is asked of an expired one. */
async function expireIfOver(supervisor: Supervisor, live: LiveRun) {
  if (supervisor.deadlines.isOver(live.id)) await endNow(supervisor, live, { to: 'expired' })
}

/** Answers the calls a run waits for and sets it going again. `after` is where its log stood before. */
export function submit(
  supervisor: Supervisor,
  runId: string,
  { outputs, inTransaction }: Submitted,
): Promise<{ run: Run; after: number }> {
  const { store, activeRuns, writer } = supervisor
  return writer.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    if (live) await expireIfOver(supervisor, live)
    const run = live?.view().run ?? (await store.runs.get(runId))
    if (!run) throw notFound('run', runId)
    const view = live?.view() ?? { ...emptyView, run }
    const events = submission(view, outputs, toSeconds(live?.now() ?? supervisor.clock()))
    if (!live) throw new Error(`Run ${runId} waits for outputs, but is not underway in this process.`)
    const { lastSeq } = view
    await writer.append(live, events, async (tables, { after }) => {
      await inTransaction?.(tables, { run: after.run ?? run, after: lastSeq })
    })
    start(supervisor, live)
    return { run: live.view().run ?? run, after: lastSeq }
  })
}

/** Writes what others of this process have to say of a run into its log. */
export function tell({ activeRuns, writer }: Supervisor, runId: string, events: readonly OwnEvent[]): Promise<boolean> {
  return writer.exclusive(runId, async () => {
    const live = activeRuns.get(runId)
    if (live) await writer.append(live, events)
    return live !== undefined
  })
}

/** Metadata is no matter of the log: it changes in the store and, while the run is underway, beside its view. */
export function modify(supervisor: Supervisor, runId: string, metadata: Run['metadata']): Promise<Run> {
  return supervisor.writer.exclusive(runId, async () => {
    const run = await supervisor.store.runs.setMetadata(runId, metadata)
    if (!run) throw notFound('run', runId)
    supervisor.activeRuns.get(runId)?.amend(run)
    return run
  })
}
