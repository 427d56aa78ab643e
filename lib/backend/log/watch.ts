import { notFound } from '@/lib/protocol/error'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunStatus } from '@/lib/protocol/status'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import type { Store } from '@/lib/backend/store/store'
import type { LiveRun } from './live-run'
import { createRunsTold, type Standing, type ToldRun } from './runs-told'
import { withResolvers } from '@/lib/backend/with-resolvers'

/** How many events one read of the store may bring. */
const PAGE = 1_000

interface WatchOptions {
  readonly store: Pick<Store, 'runs' | 'events' | 'notifier'>
  /** The run as it is underway in this process, if it is. */
  readonly liveOf: (runId: string) => LiveRun | undefined
  /** Settles when a run that is being recovered has been; undefined for all others. */
  readonly recoveryOf?: (runId: string) => Promise<void> | undefined
}

interface WatchQuery {
  /** Only events after this number. */
  readonly after: number
  /** In which statuses there is nothing more to wait for. */
  readonly isOver: (status: RunStatus) => boolean
  readonly signal: AbortSignal
}

/** Follows the run of this id, in batches of events. */
export type Watch = (runId: string, query: WatchQuery) => AsyncGenerator<readonly LoggedEvent[]>

/**
 * Replays a run's log, then follows it, in batches: the run that this process carries, or what instances tell of it.
 * Drains first and asks afterwards whether it is over: asked the other way round, what is appended in between would be
 * lost. Ends when it is over or the signal is aborted, and in no other case: it throws when there will be no more
 * although it is not over, as when the store fails, or when the run is gone. Who streams it says `done` behind its end
 * only.
 */
export function createWatch({ store, liveOf, recoveryOf }: WatchOptions): Watch {
  const runsTold = createRunsTold(store)

  /** Asks for the status first: what is appended in between is not lost. */
  const stored = async (runId: string, seq: number): Promise<Standing> => {
    const status = (await store.runs.get(runId))?.status
    return { status, events: await store.events.after(runId, seq, PAGE) }
  }

  return async function* watch(
    runId: string,
    { after, isOver, signal }: WatchQuery,
  ): AsyncGenerator<readonly LoggedEvent[]> {
    let seq = after
    // Kept once seen: a run that comes to rest leaves the process's table, but its last events stay readable here.
    let live: LiveRun | undefined
    await orAborted(recoveryOf?.(runId), signal)
    const told = runsTold?.follow(runId)
    try {
      while (!signal.aborted) {
        live = liveOf(runId) ?? live
        if (told && live && isElsewhere(live)) live = undefined
        const source = live ? sourceOf(live) : told
        const changed = source?.changed()
        const { status, events } = await standing(source, seq, () => stored(runId, seq))
        if (events.length > 0) {
          yield events
          seq = events.at(-1)?.seq ?? seq
          continue
        }
        if (live?.failure()) throw live.failure()
        if (status === undefined) throw notFound('run', runId)
        if (isOver(status)) return
        if (!changed) throw new Error(`Run ${runId} is underway, but nobody carries it.`)
        await orAborted(changed, signal)
      }
    } finally {
      told?.leave()
    }
  }
}

/** It goes on in another instance, or nobody carries it while it waits. */
const isElsewhere = (live: LiveRun) => live.isLetGo() || live.failure() instanceof LostRunError

type Source = Omit<ToldRun, 'leave'>

const sourceOf = (live: LiveRun): Source => ({
  status: () => live.view().run?.status,
  tail: live.tail,
  changed: live.changed,
  // Its status is not older than what it has stored.
  asked: async (_seq, ask) => {
    const status = live.view().run?.status
    const asked = await ask()
    return { ...asked, ...(status && { status }) }
  },
})

async function standing(source: Source | undefined, seq: number, ask: () => Promise<Standing>): Promise<Standing> {
  const [status, events] = [source?.status(seq), source?.tail(seq)]
  if (status !== undefined && events !== undefined) return { status, events }
  return source ? source.asked(seq, ask) : ask()
}

/**
 * Waits for the promise or the abort, whichever comes first. Each waiting has a promise of its own for the abort: one
 * for all of them would remember every change until the watch ends, which may be hours.
 */
async function orAborted(promise: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise: aborted, resolve } = withResolvers()
  const stop = () => resolve()
  signal.addEventListener('abort', stop)
  try {
    await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
