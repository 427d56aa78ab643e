// A run's stream as it passes: each frame with its moment, into the run's log.
import type { Observation } from '@/lib/protocol/event'
import type { WireExchange } from '@/lib/protocol/exchange'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { toSeconds } from '@/lib/backend/clock'
import { isTerminal } from '@/lib/run/machine'
import { unknownEvent } from '@/lib/run/unknown-frame'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import type { Tables } from '@/lib/backend/store/store'
import { ensureThread } from './adopt'
import { frameEvent, tableFor } from './frame-observation'
import { keepPolling } from './keep-polling'
import type { BodyObserver } from './copy-body'
import type { Recording } from './recording'
import { entered } from './seen-runs'
import { storedSoon, writtenElsewhere } from './elsewhere'
import { createStreamIntake, type StreamIntake } from './stream-intake'
import type { WireCall } from '@/lib/backend/wire/wire-call'

/**
 * What comes within this time is written together, of runs that nobody watches more: to write each piece by itself
 * costs more than to pass it on. The beginning and the end go with the next tick, for lists show them.
 */
const UNWATCHED_MS = 1_000
/** A store that refused is tried again after this time. */
const RETRY_MS = 5_000

interface Stream {
  readonly call: WireCall
  readonly intake: StreamIntake
  readonly exchange: StreamOptions['exchange']
  /** Writes what has come; made once, so that it is known as the same. */
  readonly flush: () => void
  live: LiveRun | undefined
  /** How many writes wait for their turn, or are at it. */
  writes: number
  /** All that it told is written. */
  isClosed: boolean
}

export interface StreamObserver extends BodyObserver {
  /** The text of the first run that it tells of; null when it ends without one. */
  readonly firstRun: Promise<string | null>
}

interface StreamOptions {
  /** It has been told before: nothing of it is new. */
  readonly isReplayed: boolean
  /** The request and as much as has come of its answer; null where that is not kept. */
  readonly exchange: () => WireExchange | null
}

export function recordStream(recording: Recording, call: WireCall, options: StreamOptions): StreamObserver {
  const { clock, pace, flushes } = recording
  const { isReplayed, exchange } = options
  const intake = createStreamIntake({ clock, threadId: call.threadId, isReplayed })
  const stream: Stream = {
    call,
    intake,
    exchange,
    flush: () => writeNow(recording, stream),
    live: undefined,
    writes: 0,
    isClosed: false,
  }
  const hurry = (what: 'all' | 'edges') => {
    if (what === 'all' || stream.live === undefined || intake.isEnded()) stream.flush()
  }
  flushes.set(stream, hurry)
  return {
    firstRun: intake.firstRun,
    onBytes(bytes) {
      intake.onBytes(bytes)
      if (!stream.isClosed) writeSoon(recording, stream)
    },
    ended() {
      intake.ended()
      pace.within(0, stream.flush)
    },
  }
}

function writeSoon({ pace, watchers }: Recording, { live, intake, flush }: Stream) {
  const isUnwatched = live !== undefined && !watchers.isAnywhere(live.id) && !intake.isEnded()
  pace.within(isUnwatched ? UNWATCHED_MS : 0, flush)
}

/**
 * What comes while it waits for its turn is written with it. The end takes a turn of its own at once: the next run on
 * the thread begins behind it.
 */
function writeNow(recording: Recording, stream: Stream) {
  const { queue, closing, report, sleep, pace } = recording
  const { intake } = stream
  pace.cancel(stream.flush)
  const threadId = intake.threadId()
  if (stream.isClosed || stream.writes > (intake.isEnded() ? 1 : 0)) return
  if (threadId === null) {
    // It has told of nothing.
    if (intake.isEnded()) close(recording, stream)
    return
  }
  stream.writes += 1
  queue
    .inTurn(threadId, () => write(recording, stream))
    .then(
      () => {
        stream.writes -= 1
        if (stream.writes === 0 && !stream.isClosed && (intake.isWaiting() || intake.isEnded()))
          writeSoon(recording, stream)
      },
      async (error: unknown) => {
        if (closing.signal.aborted) return
        if (error instanceof LostRunError) return lose(recording, stream, error)
        report(`The stream of ${stream.live ? `run ${stream.live.id}` : 'a run'} could not be recorded yet.`, error)
        await sleep(RETRY_MS, closing.signal)
        stream.writes -= 1
        writeSoon(recording, stream)
      },
    )
    .catch((error: unknown) => {
      if (!closing.signal.aborted) report('A stream cannot be recorded.', error)
    })
}

/** Writes what waits. What could not be written waits on. */
async function write(recording: Recording, stream: Stream) {
  if (stream.isClosed) return
  const { intake, live } = stream
  const isLast = intake.isEnded()
  const waiting = intake.waiting()
  const { frames, lost } = waiting
  const seen = frames.map(({ event, data, atMs }) => observed(frameEvent(event, data), atMs))
  if (lost > 0) seen.push({ ...gap(lost), source: 'stream' })
  const isBegun = live !== undefined || (await begin(recording, stream, seen))
  if (live && (seen.length > 0 || isLast)) await append(recording, stream, { live, seen, isLast })
  if (isBegun) intake.written(waiting)
  // Without a run there is nothing to write it to.
  if (isLast && (!isBegun || !intake.isWaiting())) close(recording, stream)
}

/** Each field by itself: taking the rest of an object costs more, and streams have many. */
const observed = ({ event, data }: ReturnType<typeof frameEvent>, at: number) =>
  ({ event, data, source: 'stream', at }) as Observation

interface Appending {
  readonly live: LiveRun
  readonly seen: readonly Observation[]
  /** The request that it answers is over. */
  readonly isLast: boolean
}

async function append({ log, store }: Recording, stream: Stream, { live, seen, isLast }: Appending) {
  const noted = isLast || stream.live === undefined ? noting(stream, live.id) : undefined
  if (seen.length > 0) await log.append(live, seen, { inTransaction: noted })
  else await noted?.(store)
}

const noting =
  ({ exchange }: Stream, runId: string) =>
  async ({ exchanges }: Pick<Tables, 'exchanges'>) => {
    const noted = exchange()
    if (noted) await exchanges.put(runId, noted)
  }

function close(recording: Recording, stream: Stream) {
  stream.isClosed = true
  stream.intake.close()
  recording.flushes.delete(stream)
  recording.pace.cancel(stream.flush)
  if (stream.live) end(recording, stream.live)
}

/** Another instance follows the run now. What passed here is told all the same. */
async function lose(recording: Recording, stream: Stream, error: LostRunError) {
  const { live } = stream
  if (live && recording.runs.activeRuns.get(live.id) === live) recording.runs.fail(live, error)
  close(recording, stream)
  if (live) await noting(stream, live.id)(recording.store)
}

const gap = (lost_frames: number) => unknownEvent('playground.recording.gap', JSON.stringify({ lost_frames }))

/** False while it has not said which run it is about. */
async function begin(recording: Recording, stream: Stream, seen: readonly Observation[]): Promise<boolean> {
  const { store, runs, pollers, streamed } = recording
  const run = seen.find(({ data }) => tableFor(data) === 'runs')?.data as Run | undefined
  const id = stream.call.runId ?? run?.id
  if (id === undefined) return false
  const thread = seen.find(({ event }) => event === 'thread.created')?.data as Thread | undefined
  const threadId = run?.thread_id ?? stream.intake.threadId() ?? ''
  const since = run?.created_at ?? toSeconds(recording.clock())
  await ensureThread(recording, threadId, { except: id, since, ...(thread && { thread, content: 'messages' }) })
  const known = await takenFor(recording, id, { isNextLeg: stream.call.runId !== null })
  if (!known && !run) return false
  const goOn = async (live: LiveRun) => {
    await append(recording, stream, { live, seen, isLast: stream.intake.isEnded() })
    return live
  }
  const live = known
    ? await goOn(known)
    : run &&
      (await entered(recording, run, { seen, noted: noting(stream, id) }).catch(async (error: unknown) => {
        // Another instance may have seen it in a list meanwhile, and even its end.
        const other = await runs.take(id)
        if (!other && !(await store.runs.get(id))) throw error
        return other && goOn(other)
      }))
  if (!live) return run !== undefined
  pollers.get(id)?.end()
  streamed.set(id, (streamed.get(id) ?? 0) + 1)
  stream.live = live
  return true
}

/** The run is followed where its newest stream passes. What the leg before has said may be on its way elsewhere. */
async function takenFor(recording: Recording, id: string, { isNextLeg }: { readonly isNextLeg: boolean }) {
  const { runs } = recording
  const known = runs.activeRuns.get(id)
  if (known) return known
  if (runs.isShared && isNextLeg && (await storedSoon(recording, id)))
    await writtenElsewhere(recording, id, { isThere: (status) => status !== 'queued' && status !== 'in_progress' })
  return runs.take(id)
}

/** Behind its stream a run that is not at rest is polled. */
function end(recording: Recording, live: LiveRun) {
  const { streamed, runs } = recording
  const others = (streamed.get(live.id) ?? 1) - 1
  if (others > 0) streamed.set(live.id, others)
  else streamed.delete(live.id)
  const run = live.view().run
  if (others > 0 || !run || isTerminal(run.status) || runs.activeRuns.get(live.id) !== live) return
  keepPolling(recording, live)
}
