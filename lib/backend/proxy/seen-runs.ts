// Runs as answers show them. Where a run is watched, its own polls or its stream show more, and in order.
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView } from '@/lib/run/fold'
import { isTerminal } from '@/lib/run/machine'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import { ActiveRunError, type Tables } from '@/lib/backend/store/store'
import { begunElsewhere, tellFollower, writtenElsewhere } from './elsewhere'
import { pollOnce } from './poll'
import { keepPolling } from './keep-polling'
import type { Recording } from './recording'
import type { RunSight, SeenRun } from './run-sight'
import { learnAssistant } from './seen-assistants'
import { unlessThere } from './unless-there'

export async function seeRun(recording: Recording, run: Run, sight: RunSight): Promise<void> {
  const { store, changes, runs } = recording
  learnAssistant(recording, run)
  const here = runs.activeRuns.get(run.id)
  if (here) return seeActive(recording, here, { run, sight })
  const isOthers = runs.isShared && sight.how !== 'created'
  const known = await (isOthers ? begunElsewhere(recording, run) : store.runs.get(run.id))
  if (!known) return enter(recording, run, sight)
  if (runs.isElsewhere(known.id, known.status)) return tellFollower(recording, known, { run, sight })
  const live = await runs.take(run.id)
  if (live) return seeActive(recording, live, { run, sight })
  if (JSON.stringify(known.metadata) === JSON.stringify(run.metadata)) return
  await store.runs.setMetadata(run.id, run.metadata)
  changes.publish({ kind: 'run', verb: 'put', id: run.id, thread_id: run.thread_id, status: null })
}

/** What is seen of a run that is followed here. */
export async function seeActive(recording: Recording, live: LiveRun, { run, sight }: SeenRun) {
  const { log, store, streamed, pollers } = recording
  const known = live.view().run
  if (!known) return
  if (JSON.stringify(known.metadata) !== JSON.stringify(run.metadata)) {
    await store.runs.setMetadata(run.id, run.metadata)
    live.amend({ ...known, metadata: run.metadata })
  }
  // An open stream tells it in its place; what was asked for before the newest entry was written may be old.
  if (streamed.has(run.id)) return
  const poller = pollers.get(run.id) ?? keepPolling(recording, live)
  if (known.status === run.status) return poller.saw(sight.askedMs)
  if (sight.how === 'answered' && !isTerminal(run.status)) {
    const event: StreamEvent = { event: `thread.run.${run.status}`, data: run }
    await log.append(live, [{ ...event, source: 'response', at: sight.atMs }])
  }
  poller.poke()
}

/** A run that is seen here for the first time. Its thread must be known. */
async function enter(recording: Recording, run: Run, sight: RunSight) {
  const { store, changes } = recording
  const isThere = async () => (await store.runs.get(run.id)) !== undefined
  if (isTerminal(run.status)) {
    if (sight.how === 'created') seeUsage(recording, run)
    // Its log is written when somebody wants to see it.
    const row = { run, attempt: 1, expiresMs: 0 }
    const placement = { createdMs: createdMsOf(run), endedMs: endedMsOf(run, sight.atMs) }
    await unlessThere(() => store.runs.insert(row, createdMsOf(run), placement), { isThere })
    changes.publish({ kind: 'run', verb: 'put', id: run.id, thread_id: run.thread_id, status: run.status })
    return
  }
  const seen = sight.how === 'created' ? begunBy(run, sight) : foundBy(run, sight)
  const follow = async () => void keepPolling(recording, await entered(recording, run, { seen }))
  await unlessThere(follow, { isThere })
}

/** A run that is over tells whether its backend counts tokens. */
export function seeUsage({ onCapability }: Pick<Recording, 'onCapability'>, { status, usage }: Run) {
  if (status === 'completed') onCapability('usage', (usage?.total_tokens ?? 0) > 0)
}

const createdMsOf = ({ created_at }: Pick<Run, 'created_at'>) => created_at * 1000

/** In whole seconds; the moment of the poll where the run does not say. */
export function endedMsOf({ completed_at, failed_at, cancelled_at }: Run, atMs: number): number {
  const seconds = completed_at ?? failed_at ?? cancelled_at
  return seconds === null || seconds === undefined ? atMs : seconds * 1000
}

const begunBy = (run: Run, { atMs }: RunSight): readonly Observation[] => {
  const created: StreamEvent = { event: 'thread.run.created', data: run }
  const stands: StreamEvent = { event: `thread.run.${run.status}`, data: run }
  return [created, stands].map((event) => ({ ...event, source: 'response', at: atMs }))
}

/** How a run of others stands when it is found: it came to that at some time since its creation. */
const foundBy = (run: Run, { atMs }: RunSight): readonly Observation[] => {
  const event: StreamEvent = { event: `thread.run.${run.status}`, data: run }
  return [{ ...event, source: 'poll', at: atMs, notBefore: createdMsOf(run) }]
}

/** A day: what says no limit is over by then, and who carries it decides that. */
const LIFETIME_MS = 86_400_000

interface Entry {
  readonly seen: readonly Observation[]
  /** Writes more in the run's transaction, behind it. */
  readonly noted?: (tables: Tables) => Promise<void>
}

/** Lays the beginning of a run's log, and the run with it. */
export async function entered(recording: Recording, run: Run, { seen, noted }: Entry): Promise<LiveRun> {
  const { clock, runs, log, changes, watchers } = recording
  learnAssistant(recording, run)
  const isFollowed = () => watchers.isHere(run.id)
  const live = createLiveRun(run.id, { attempt: 1, view: emptyView, clock, isFollowed })
  await runs.enter(live, async (hold) => {
    const begin = () =>
      log.append(live, seen, {
        inTransaction: async (tables, { atMs, after }) => {
          const createdMs = seen[0]?.notBefore ?? seen[0]?.at ?? atMs
          const row = { run: after.run ?? run, attempt: 1, expiresMs: clock() + LIFETIME_MS }
          await tables.runs.insert(row, createdMs, { endedMs: atMs })
          if (!isTerminal(row.run.status)) await hold(tables)
          await noted?.(tables)
        },
        // It has just been written as it stands behind all of them.
        putRun: async () => {},
      })
    await begin().catch(async (error: unknown) => {
      if (!(error instanceof ActiveRunError)) throw error
      await pollActive(recording, run)
      await begin()
    })
  })
  changes.publish({ kind: 'run', verb: 'put', id: run.id, thread_id: run.thread_id, status: run.status })
  return live
}

/** That another run begins on a thread says that the one before is over; here it is known by looking only. */
async function pollActive(recording: Recording, { id, thread_id }: Run) {
  const { store, runs } = recording
  const active = await store.runs.active(thread_id)
  // Another instance has seen it at the same time.
  if (!active || active.id === id) return
  const isElsewhere = runs.isElsewhere(active.id, active.status)
  if (isElsewhere) await writtenElsewhere(recording, active.id, { isThere: (status) => !status || isTerminal(status) })
  const live = runs.activeRuns.get(active.id) ?? (await runs.take(active.id))
  if (live) await pollOnce(recording, live)
  if (live && isElsewhere) keepPolling(recording, live)
}
