// How a run of the remote gets into its log: by its stream while there is one, by asking when there is none.
import type { StreamRunEvent } from '@/lib/appbuilder/stream-event'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { toSeconds } from '@/lib/backend/clock'
import type { Ledger } from '@/lib/backend/log/ledger'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { followByAsking } from './follow-by-asking'
import type { RemoteEngineOptions } from './remote-engine-options'
import { toldMomentOf, type AskedEvent } from './told-moment'
import { toWireEvents } from './to-wire-events'

export interface Following extends RemoteEngineOptions {
  readonly activeRuns: Map<string, LiveRun>
  /** Runs whose stream is open: their calls are answered beside it. */
  readonly streamed: Set<string>
  /** Threads on which a run is being begun. */
  readonly starting: Set<string>
  /** What ends the following of a run, for another to take its place. */
  readonly holds: Map<string, AbortController>
  readonly ledger: Ledger
  readonly closing: AbortController
  readonly underway: Set<Promise<void>>
}

/** Follows in the background, in place of whatever followed the run before. */
export function keepFollowing(following: Following, live: LiveRun, events?: AsyncIterable<StreamRunEvent>) {
  const { closing, holds, report } = following
  const hold = new AbortController()
  holds.get(live.id)?.abort(new Error('The run is followed in another way.'))
  holds.set(live.id, hold)
  if (closing.signal.aborted) hold.abort(closing.signal.reason)
  inBackground(following, async () => {
    try {
      await follow(following, live, { events, signal: hold.signal })
    } catch (error) {
      if (hold.signal.aborted) return
      report(`Run ${live.id} could not be followed.`, error)
      live.fail(error)
    } finally {
      if (holds.get(live.id) === hold) holds.delete(live.id)
    }
  })
}

/** Work that no answer waits for, but the closing does. It tells of its failures by itself. */
export function inBackground({ underway }: Following, work: () => Promise<void>) {
  const done = work().finally(() => underway.delete(done))
  underway.add(done)
}

interface Start {
  /** The run's stream, if there is one. */
  readonly events?: AsyncIterable<AskedEvent>
  readonly signal: AbortSignal
}

type Way = Required<Start> & { readonly source: 'stream' | 'poll' }

/** By the stream while there is one, and by asking when there is none or it broke. */
async function follow(following: Following, live: LiveRun, { events, signal }: Start) {
  const { report, streamed } = following
  if (events) {
    streamed.add(live.id)
    try {
      await take(following, live, { events, signal, source: 'stream' })
    } catch (error) {
      if (!signal.aborted) report(`The stream of run ${live.id} broke off; AppBuilder is asked instead.`, error)
    } finally {
      streamed.delete(live.id)
    }
  }
  const isOver = isTerminal(live.view().run?.status ?? 'failed')
  if (signal.aborted || isOver) return
  await take(following, live, { events: followByAsking(following, live, signal), signal, source: 'poll' })
}

/** Lays what the remote says into the log, one event after the other. */
async function take({ ledger, ids }: Following, live: LiveRun, { events, signal, source }: Way) {
  for await (const event of events) {
    const toldMs = toldMomentOf(event)
    // What is seen as it happens stands in the log at the moment of that; the objects have the account's own times.
    const append = source === 'poll' ? ledger.appendAsked(toldMs) : ledger.append
    await ledger.exclusive(live.id, async () => {
      // What was asked for before another way was taken is old by now.
      if (signal.aborted) return
      const view = live.view()
      await append(live, toWireEvents(event, { view, seconds: secondsFor(view.run, toldMs ?? live.now()), ids }))
    })
  }
}

/** Never before what the run knows already, though two clocks may have told it. */
const secondsFor = (run: Run | null, ms: number) => Math.max(toSeconds(ms), run?.started_at ?? run?.created_at ?? 0)
