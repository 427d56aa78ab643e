// How runs come into the mirror: those that are begun from here, and those that others began.
import { toSeconds } from '@/lib/backend/clock'
import type { AlongWith } from '@/lib/backend/log/event-log'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView } from '@/lib/run/fold'
import { firstLook } from './first-look'
import { keepFollowing, type Following } from './following'
import { seenOfEnded, type Ended } from './seen-of-ended'

/** A day: AppBuilder tells no limit. */
const LIFETIME_MS = 86_400_000

interface Entering {
  readonly run: Run
  readonly seen: readonly Observation[]
  /** When the account made it, in Unix milliseconds by its clock; null where it does not say, or it is made now. */
  readonly createdMs: number | null
  readonly along?: AlongWith | undefined
}

/** Lays the beginning of a run's log, and the run with it. */
async function entered({ clock, log, activeRuns }: Following, entering: Entering): Promise<LiveRun> {
  const { run, seen, createdMs, along } = entering
  const live = createLiveRun(run.id, { attempt: 1, view: emptyView, clock })
  activeRuns.set(run.id, live)
  try {
    await log.append(live, seen, {
      along: async (tables, { atMs }) => {
        await tables.threads.touch(run.thread_id, atMs)
        await tables.runs.insert({ run, attempt: 1, expiresMs: clock() + LIFETIME_MS }, createdMs ?? atMs)
        await along?.(tables, { run, after: 0 })
      },
    })
  } catch (error) {
    activeRuns.delete(run.id)
    throw error
  }
  return live
}

/** A run that was begun from here, as its stream began with it. */
export function begun(following: Following, run: Run, along: AlongWith | undefined): Promise<LiveRun> {
  const events: readonly StreamEvent[] = [
    { event: 'thread.run.created', data: run },
    { event: 'thread.run.queued', data: run },
  ]
  return entered(following, {
    run,
    seen: events.map((event) => ({ ...event, source: 'stream' })),
    createdMs: null,
    along,
  })
}

/** A run of others that is underway, watched from now on. It came to its status at some time since its creation. */
export async function adopt(following: Following, run: Run, createdMs: number) {
  const { clock, ids } = following
  const events = firstLook(run, { ids, seconds: toSeconds(clock()) })
  const seen = events.map((event): Observation => ({
    ...event,
    source: 'poll',
    ...(createdMs > 0 && { notBefore: createdMs }),
  }))
  keepFollowing(following, await entered(following, { run, seen, createdMs: createdMs || null }))
}

/**
 * A run of others that is over: its log has what the account tells of it. Earlier versions kept such runs without one:
 * then the run stays, and its steps are stored anew as the log has them.
 */
export async function noteEnded({ clock, log, mirror }: Following, ended: Ended) {
  const { run } = ended
  const known = await mirror.runs.row(run.id)
  const attempt = known?.attempt ?? 1
  const live = createLiveRun(run.id, { attempt, view: emptyView, clock })
  const seen = seenOfEnded(ended)
  await log.append(live, seen, {
    along: async (tables, { atMs }) => {
      const told = known && ended.steps.length > 0 ? await tables.steps.all(run.id) : []
      for (const { id } of told) await tables.steps.remove(id)
      if (!known) await tables.runs.insert({ run, attempt, expiresMs: 0 }, seen[0]?.at ?? atMs, { endedMs: atMs })
    },
  })
}
