// How a run of the remote gets into its log: by its stream while there is one, by asking when there is none.
import type { StreamRunFrame } from '@/lib/appbuilder/stream-event'
import type { Observation } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import type { RunStatus } from '@/lib/protocol/status'
import { toSeconds } from '@/lib/backend/clock'
import type { EventLog } from '@/lib/backend/log/event-log'
import type { FollowedRuns } from '@/lib/backend/following/followed-runs'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { followByPolling } from './follow-by-polling'
import type { RemoteEngineOptions } from './remote-engine-options'
import type { PolledEvent } from './polled-event'
import { toWireEvents } from './to-wire-events'

export interface Following extends RemoteEngineOptions {
  /** Those that are not at rest, and which of them this instance follows. */
  readonly runs: FollowedRuns
  /** Runs whose stream is open, until the signal: their calls are answered beside it. */
  readonly streamed: Map<string, AbortSignal>
  /** Threads on which a run is being begun. */
  readonly starting: Set<string>
  /** What ends the following of a run, for another to take its place. */
  readonly holds: Map<string, AbortController>
  readonly log: EventLog
  readonly closing: AbortController
  readonly underway: Set<Promise<void>>
}

/** A run's stream, of which some may be read already. */
export interface OpenStream {
  readonly frames: AsyncIterable<StreamRunFrame>
  /** Lets its connection go, wherever it stands. */
  readonly close: () => Promise<void>
}

/** Follows in the background, in place of whatever followed the run before. */
export function keepFollowing(following: Following, live: LiveRun, events?: OpenStream) {
  const { closing, holds } = following
  const hold = new AbortController()
  holds.get(live.id)?.abort(new Error('The run is followed in another way.'))
  holds.set(live.id, hold)
  // Whoever follows it in another way is not to share what the account has to say.
  hold.signal.addEventListener('abort', () => void events?.close())
  if (closing.signal.aborted) hold.abort(closing.signal.reason)
  inBackground(following, async () => {
    try {
      await follow(following, live, { events, signal: hold.signal })
    } catch (error) {
      if (hold.signal.aborted) return
      lose(following, live, error)
    } finally {
      if (holds.get(live.id) === hold) holds.delete(live.id)
    }
  })
}

/** The store failed: whoever watches the run gets the error, and the run is followed again when it can be written. */
function lose(following: Following, live: LiveRun, error: unknown) {
  const { runs, report } = following
  runs.fail(live, error)
  // Another instance has it.
  if (error instanceof LostRunError && runs.isShared) return
  report(`Run ${live.id} could not be followed.`, error)
  // Whoever has its job gives it back.
  if (error instanceof LostRunError || runs.isShared) return
  inBackground(following, () => resumeLater(following, live.id))
}

/** After a failure of the store a run is followed again after this time, until it can be written. */
const RECOVER_AFTER_MS = 5_000

async function resumeLater(following: Following, runId: string) {
  const { sleep, closing, report } = following
  for (;;) {
    try {
      await sleep(RECOVER_AFTER_MS, closing.signal)
      await takeUp(following, runId)
      return
    } catch (error) {
      if (closing.signal.aborted) return
      report(`Run ${runId} could not be recovered.`, error)
    }
  }
}

/** Follows a run that nobody follows here, from where its log stands. Undefined where it is in none of `from`. */
async function takeUp(following: Following, runId: string, from?: readonly RunStatus[]) {
  const live = await following.runs.take(runId, from)
  if (live) keepFollowing(following, live)
  return live
}

/** The run as it is followed here. Where several instances share the runs, this one takes it up for that. */
export async function followedHere(following: Following, runId: string, from?: readonly RunStatus[]) {
  const { runs } = following
  return runs.activeRuns.get(runId) ?? (runs.isShared ? takeUp(following, runId, from) : undefined)
}

/** Work that no answer waits for, but the closing does. It reports its failures itself. */
export function inBackground({ underway }: Following, work: () => Promise<void>) {
  const done = work().finally(() => underway.delete(done))
  underway.add(done)
}

interface Start {
  /** The run's stream, if there is one. */
  readonly events?: OpenStream | undefined
  readonly signal: AbortSignal
}

/** By the stream while there is one; by polling when there is none or it broke off. */
async function follow(following: Following, live: LiveRun, { events, signal }: Start) {
  const { report, streamed } = following
  if (events) {
    streamed.set(live.id, signal)
    try {
      for await (const event of events.frames) await take(following, live, { seen: { event }, signal })
    } catch (error) {
      if (!signal.aborted) report(`The stream of run ${live.id} broke off; AppBuilder is asked instead.`, error)
    } finally {
      if (streamed.get(live.id) === signal) streamed.delete(live.id)
    }
  }
  const isOver = isTerminal(live.view().run?.status ?? 'failed')
  if (signal.aborted || isOver) return
  for await (const seen of followByPolling(following, live, signal)) await take(following, live, { seen, signal })
}

interface Taking {
  /** A polled event has times; one of the stream happens when it arrives. */
  readonly seen: PolledEvent | { readonly event: StreamRunFrame }
  readonly signal: AbortSignal
}

/** Appends what was seen to the log, as it was seen. */
function take({ log, ids }: Following, live: LiveRun, { seen, signal }: Taking) {
  return log.exclusive(live.id, async () => {
    // What was asked for before another way was taken is old by now.
    if (signal.aborted) return
    const view = live.view()
    const isPolled = 'notBefore' in seen
    const seconds = secondsFor(view.run, (isPolled && seen.accountMs) || live.now())
    const events = toWireEvents(seen.event, { view, seconds, ids, seenIn: isPolled ? 'poll' : 'stream' })
    const how = isPolled ? sourceOfPoll(seen) : ({ source: 'stream' } as const)
    await log.append(
      live,
      events.map((event) => ({ ...event, ...how })),
    )
  })
}

/** An answer with the time leaves nothing open; without, it happened at some time since the poll before. */
const sourceOfPoll = ({
  accountMs,
  notBefore,
}: Omit<PolledEvent, 'event'>): Pick<Observation, 'source' | 'at' | 'notBefore'> =>
  accountMs === null ? { source: 'poll', notBefore } : { source: 'response', at: accountMs }

/** Never before the run's other times, though they may come from another clock. */
const secondsFor = (run: Run | null, ms: number) => Math.max(toSeconds(ms), run?.started_at ?? run?.created_at ?? 0)
