// Begins the logs of runs in the mirror: of those begun from here, and of those that others began.
import { toSeconds } from '@/lib/backend/clock'
import type { InTransaction } from '@/lib/backend/log/event-log'
import { createLiveRun, type LiveRun } from '@/lib/backend/log/live-run'
import type { Observation, StreamEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView } from '@/lib/run/fold'
import { pendingCalls } from '@/lib/run/tool-calls'
import { keepFollowing, type Following } from './following'
import { observeEnded, type Ended } from './observe-ended'
import { waitingStep } from './to-wire-events'

/** A day: AppBuilder names no limit. */
const LIFETIME_MS = 86_400_000

interface Beginning {
  readonly run: Run
  readonly seen: readonly Observation[]
  /** When the account made it, in Unix milliseconds by its clock; null where it does not say, or it is made now. */
  readonly createdMs: number | null
  readonly inTransaction?: InTransaction | undefined
}

/** Stores the beginning of a run's log, and the run with it. */
async function beginLog({ clock, log, runs }: Following, beginning: Beginning): Promise<LiveRun> {
  const { run, seen, createdMs, inTransaction } = beginning
  const live = createLiveRun(run.id, { attempt: 1, view: emptyView, clock })
  await runs.enter(live, (hold) =>
    log.append(live, seen, {
      inTransaction: async (tables, { atMs }) => {
        await tables.runs.insert({ run, attempt: 1, expiresMs: clock() + LIFETIME_MS }, createdMs ?? atMs)
        await hold(tables)
        await inTransaction?.(tables, { run, after: 0 })
      },
    }),
  )
  return live
}

/** A run that was begun from here, as its stream begins. */
export function begun(following: Following, run: Run, inTransaction: InTransaction | undefined): Promise<LiveRun> {
  const events: readonly StreamEvent[] = [
    { event: 'thread.run.created', data: run },
    { event: 'thread.run.queued', data: run },
  ]
  return beginLog(following, {
    run,
    seen: events.map((event) => ({ ...event, source: 'stream' })),
    createdMs: null,
    inTransaction,
  })
}

/** The first events of a run that others began: its status, and what it waits for. What it did before was not seen. */
const firstObserved = (run: Run, at: Parameters<typeof waitingStep>[2]): readonly StreamEvent[] => {
  const calls = pendingCalls(run)
  return [...(calls.length > 0 ? waitingStep(run, calls, at) : []), { event: `thread.run.${run.status}`, data: run }]
}

/** An active run that others began, followed from now on. It came to its status at some time since its creation. */
export async function adopt(following: Following, run: Run, createdMs: number) {
  const { clock, ids } = following
  const events = firstObserved(run, { ids, seconds: toSeconds(clock()) })
  const seen = events.map((event): Observation => ({
    ...event,
    source: 'poll',
    ...(createdMs > 0 && { notBefore: createdMs }),
  }))
  keepFollowing(following, await beginLog(following, { run, seen, createdMs: createdMs || null }))
}

/**
 * A run of others that is over: its log has what the account says of it. Earlier versions kept such runs without one:
 * then the run stays, and its steps are stored anew as the log has them.
 */
export async function noteEnded({ clock, log, mirror }: Following, ended: Ended) {
  const { run } = ended
  const known = await mirror.runs.row(run.id)
  const attempt = known?.attempt ?? 1
  const live = createLiveRun(run.id, { attempt, view: emptyView, clock })
  const seen = observeEnded(ended)
  await log.append(live, seen, {
    inTransaction: async (tables, { atMs }) => {
      const stored = known && ended.steps.length > 0 ? await tables.steps.all(run.id) : []
      for (const { id } of stored) await tables.steps.remove(id)
      if (!known) await tables.runs.insert({ run, attempt, expiresMs: 0 }, seen[0]?.at ?? atMs, { endedMs: atMs })
    },
  })
}
