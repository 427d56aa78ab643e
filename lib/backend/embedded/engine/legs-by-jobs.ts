// Legs of runs as jobs: whichever instance takes one carries the run until it ends or waits, and another takes it up
// where that one ends first.
import { setTimeout as sleep } from 'node:timers/promises'
import { isDamaged } from '@/lib/protocol/error'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import type { Job, Jobs } from '@/lib/backend/jobs/jobs'
import type { OnWaiting } from '@/lib/backend/log/event-log'
import { runAmended, runClaimed } from '@/lib/backend/log/run-topics'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { asWriter, lose, type SharedSupervisor } from './carried-anywhere'
import { abandonDamaged, takeUp, type TakenUp } from './recovery'
import { unregister } from './supervisor'

/** What was claimed by somebody else is over by then, or that one has ended and the run is to be taken up again. */
const LOST_MS = 2_000

/** So often it is seen to that every run that is underway has its job, and a moment more for each instance. */
const SWEEP_MS = 60_000
const SWEEP_SPREAD_MS = 30_000

/** After its second, so that no clock finds it too early. */
const SECOND_MS = 1_000

const isResting = (status: RunStatus) => isTerminal(status) || status === 'requires_action'

/** Takes jobs from now on. Returns what stops it: legs of this process are aborted, and their jobs given back. */
export async function carryLegs(supervisor: SharedSupervisor) {
  const { store, jobs, activeRuns, writer, report } = supervisor
  const ends = [
    store.notifier.listen(runClaimed, ({ run, attempt }) => {
      const live = activeRuns.get(run)
      if (live && live.attempt < attempt) lose(supervisor, live)
    }),
    store.notifier.listen(runAmended, ({ run }) => {
      if (!activeRuns.has(run)) return
      const amend = async () => {
        const amended = await store.runs.get(run)
        if (amended) activeRuns.get(run)?.amend(amended)
      }
      writer
        .exclusive(run, amend)
        .catch((error: unknown) => report(`The metadata of run ${run} could not be read.`, error))
    }),
  ]
  const workers = [
    jobs.work('advance', store.connection, (job) => advance(supervisor, job)),
    jobs.work('expire', store.connection, (job) => expire(supervisor, job)),
  ]
  const see = () =>
    seeToJobs(supervisor).catch((error: unknown) => report('Runs without a job could not be looked for.', error))
  await see()
  const clock = setInterval(() => void see(), SWEEP_MS + SWEEP_SPREAD_MS * Math.random()).unref()
  return async () => {
    clearInterval(clock)
    await Promise.all(workers.map((worker) => worker.stop()))
    for (const end of ends) end()
  }
}

/** One leg of a run. */
async function advance(supervisor: SharedSupervisor, job: Job) {
  const taken = await begin(supervisor, job)
  if (!taken?.leg) return
  const { live, leg } = taken
  // Until it has a place of its endpoint. From then on its model is asked, though the run is queued until that answers.
  const { signal } = leg.abort
  job.yieldsWhile(() => live.view().run?.status === 'queued' && !supervisor.slots.isHeldBy(signal))
  const stop = () => leg.abort.abort(job.signal.reason)
  job.signal.addEventListener('abort', stop)
  if (job.signal.aborted) stop()
  await leg.done
  job.signal.removeEventListener('abort', stop)
  // Behind what ends the run meanwhile, for its time is up or its client has cancelled it.
  await supervisor.writer.exclusive(job.id, async () => {
    unregister(supervisor, live)
    live.letGo()
  })
  if (isResting(live.view().run?.status ?? 'failed')) return
  await wentOn(supervisor, job, live.failure())
}

async function begin(supervisor: SharedSupervisor, { id, times }: Job): Promise<TakenUp | undefined> {
  const { store, clock } = supervisor
  try {
    const run = await store.runs.get(id)
    if (!run || isResting(run.status)) return undefined
    // Before its log is read, which may be what ended the process.
    const starts = run.status === 'in_progress' ? await store.runs.countStart(id) : 0
    return await takeUp(supervisor, run, { starts, isTakenUp: run.status === 'queued' && times > 0 })
  } catch (error) {
    if (!isDamaged(error)) throw error
    await store.runs.abandon(id, clock())
    return undefined
  }
}

/** The leg has ended, and the run has not. Throws where the job is to be given back. */
async function wentOn({ store }: SharedSupervisor, { id, signal }: Job, failure: unknown) {
  // It was no crash that ended it.
  const forget = () => store.runs.forgetStarts([id]).catch(() => undefined)
  if (failure && !(failure instanceof LostRunError)) {
    await forget()
    throw failure
  }
  if (!signal.aborted) await sleep(LOST_MS, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) await forget()
  signal.throwIfAborted()
  const run = await store.runs.get(id)
  if (!run || isResting(run.status)) return
  await forget()
  throw new Error(`Run ${id} was claimed by somebody who has not ended it.`)
}

/** A run that waits is carried by nobody, so nobody has a timer for its end. Its calls may be answered by rule. */
export const sendWaiting =
  (jobs: Jobs, connection: string): OnWaiting =>
  async (tables, { id, expires_at }) => {
    await jobs.send(tables, 'respond', { connection, id })
    if (expires_at !== null)
      await jobs.send(tables, 'expire', { connection, id, startAfterMs: (expires_at + 1) * SECOND_MS })
  }

/** Ends a run that waits for too long, or for which no instance has had a place. */
const expire = (supervisor: SharedSupervisor, { id }: Job) =>
  asWriter(supervisor, id, { from: ['requires_action', 'queued'], work: async () => undefined })

/** Every run that is underway has a job, whatever has become of it. */
async function seeToJobs(supervisor: SharedSupervisor) {
  const { store, jobs, clock } = supervisor
  const runs = await store.runs.underway()
  const { connection } = store
  const atWork = runs.filter(({ status }) => status !== 'requires_action')
  await jobs.ensure(
    'advance',
    atWork.map(({ id }) => ({ connection, id })),
  )
  const mayExpire = runs.filter(({ status, expiresMs }) => status === 'requires_action' || expiresMs < clock())
  await jobs.ensure(
    'expire',
    mayExpire.map(({ id, expiresMs }) => ({ connection, id, startAfterMs: expiresMs + SECOND_MS })),
  )
  await abandonDamaged(supervisor)
}
