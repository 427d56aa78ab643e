// A run's stream as it passes: each frame with its moment, into the run's log.
import { createParser } from 'eventsource-parser'
import type { Observation } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { toSeconds } from '@/lib/backend/clock'
import { isTerminal } from '@/lib/run/machine'
import { unknownEvent } from '@/lib/run/unknown-frame'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { LiveRun } from '@/lib/backend/log/live-run'
import { LostRunError } from '@/lib/backend/store/lost-run-error'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { ensureThread } from './adopt'
import { frameEvent, tableFor } from './frame-observation'
import { keepPolling } from './keep-polling'
import type { BodyObserver } from './copy-body'
import type { Recording } from './recording'
import { entered, recover } from './seen-runs'
import type { WireCall } from '@/lib/backend/wire/wire-call'

/** So many characters one frame may have, and so many may wait to be written. */
const MAX_FRAME = 4 * 1024 * 1024
const MAX_WAITING = 16 * 1024 * 1024

/**
 * What comes within this time is written together, of runs that nobody watches more: to write each piece by itself
 * costs more than to pass it on.
 */
const WATCHED_MS = 50
const UNWATCHED_MS = 1_000
/** A store that refused is tried again after this time. */
const RETRY_MS = 5_000

interface Frame {
  readonly event: string
  readonly data: string
  readonly atMs: number
}

interface Stream {
  readonly call: WireCall
  frames: Frame[]
  /** What waits, in characters. */
  weight: number
  /** Frames that could not be kept. */
  lost: number
  threadId: string | null
  live: LiveRun | undefined
  /** A frame has told of the run; the others need not be read for that. */
  isRunTold: boolean
  /** How many writes wait for their turn, or are at it. */
  writes: number
  /** Runs until what has come is written. */
  timer: NodeJS.Timeout | undefined
  isEnded: boolean
  /** All that it told is written. */
  isClosed: boolean
}

export interface StreamObserver extends BodyObserver {
  /** The text of the first run that it tells of; null when it ends without one. */
  readonly firstRun: Promise<string | null>
  /** Resolves with the run's id when it is in the record. */
  readonly recorded: Promise<string>
}

interface StreamOptions {
  /** It has been told before: nothing of it is new. */
  readonly isReplayed: boolean
}

export function recordStream(recording: Recording, call: WireCall, { isReplayed }: StreamOptions): StreamObserver {
  const stream: Stream = {
    call,
    frames: [],
    weight: 0,
    lost: 0,
    threadId: call.threadId,
    live: undefined,
    isRunTold: false,
    writes: 0,
    timer: undefined,
    isEnded: false,
    isClosed: false,
  }
  const first = withResolvers<string | null>()
  const recorded = withResolvers<string>()
  const decoder = new TextDecoder()
  const parser = createParser({
    maxBufferSize: MAX_FRAME,
    onEvent({ event = 'message', data }) {
      if (event === 'done' && data === '[DONE]') return
      if (!stream.isRunTold || stream.threadId === null) lookInto(stream, data, first.resolve)
      if (!isReplayed) keep(stream, { event, data, atMs: recording.clock() })
    },
    onError({ type }) {
      if (type === 'max-buffer-size-exceeded') stream.lost += 1
    },
  })
  const flush = (what: 'all' | 'beginning') => {
    if (what === 'all' || stream.live === undefined) writeNow(recording, stream, recorded.resolve)
  }
  recording.flushes.add(flush)
  let isDeaf = false
  return {
    firstRun: first.promise,
    recorded: recorded.promise,
    onBytes(bytes) {
      if (isDeaf) return
      const lost = stream.lost
      parser.feed(decoder.decode(bytes, { stream: true }))
      // Behind a frame without an end the parser reads no more: the run is polled instead.
      isDeaf = stream.lost > lost && stream.weight < MAX_WAITING
      writeSoon(recording, stream, recorded.resolve)
    },
    ended() {
      stream.isEnded = true
      first.resolve(null)
      recording.flushes.delete(flush)
      flush('all')
    },
  }
}

function keep(stream: Stream, frame: Frame) {
  // Its run was deleted.
  if (stream.isClosed) return
  const weight = frame.data.length + frame.event.length
  if (stream.weight + weight > MAX_WAITING) {
    stream.lost += 1
    return
  }
  stream.weight += weight
  stream.frames.push(frame)
}

/** Which run and thread it is about, for those who wait for that. */
function lookInto(stream: Stream, data: string, tellRun: (text: string) => void) {
  const value = jsonOf(data)
  if (!isRecord(value)) return
  stream.isRunTold ||= value['object'] === 'thread.run'
  if (stream.isRunTold) tellRun(data)
  const id = value['object'] === 'thread' ? value['id'] : value['thread_id']
  if (stream.threadId === null && typeof id === 'string') stream.threadId = id
}

/** The end at once, what comes before it some at a time: a write in its way would hold up what passes. */
function writeSoon(recording: Recording, stream: Stream, tell: (runId: string) => void) {
  if (stream.isEnded) return writeNow(recording, stream, tell)
  const isUnwatched = stream.live !== undefined && !recording.watched.has(stream.live.id)
  const ms = isUnwatched ? UNWATCHED_MS : WATCHED_MS
  stream.timer ??= setTimeout(() => writeNow(recording, stream, tell), ms)
}

/**
 * What comes while it waits for its turn is written with it. The end takes a turn of its own at once: the next run on
 * the thread begins behind it.
 */
function writeNow(recording: Recording, stream: Stream, tell: (runId: string) => void) {
  clearTimeout(stream.timer)
  stream.timer = undefined
  const { threadId } = stream
  if (threadId === null || stream.writes > (stream.isEnded ? 1 : 0)) return
  stream.writes += 1
  const { queue, closing, report, sleep } = recording
  queue
    .inTurn(threadId, () => write(recording, stream))
    .then(
      () => {
        stream.writes -= 1
        if (stream.live) tell(stream.live.id)
        if (stream.writes > 0) return
        if (stream.frames.length > 0 || (stream.isEnded && !stream.isClosed)) writeSoon(recording, stream, tell)
      },
      async (error: unknown) => {
        if (closing.signal.aborted) return
        if (error instanceof LostRunError) return close(recording, stream)
        report(`The stream of ${stream.live ? `run ${stream.live.id}` : 'a run'} could not be recorded yet.`, error)
        await sleep(RETRY_MS, closing.signal)
        stream.writes -= 1
        writeSoon(recording, stream, tell)
      },
    )
    .catch((error: unknown) => {
      if (!closing.signal.aborted) report('A stream cannot be recorded.', error)
    })
}

/** Writes what waits. What could not be written waits on. */
async function write(recording: Recording, stream: Stream) {
  const frames = [...stream.frames]
  const { lost } = stream
  const seen = frames.map(({ event, data, atMs }): Observation => ({
    ...frameEvent(event, data),
    source: 'stream',
    at: atMs,
  }))
  if (lost > 0) seen.push({ ...gap(lost), source: 'stream' })
  const { live } = stream
  if (live) await recording.log.append(live, seen)
  if (live || (await begin(recording, stream, seen))) {
    stream.frames = stream.frames.slice(frames.length)
    stream.weight = stream.frames.reduce((sum, { event, data }) => sum + event.length + data.length, 0)
    stream.lost -= lost
  }
  // Without a run there is nothing to write it to.
  const isWhole =
    stream.frames.length === 0 || (frames.length > 0 && !stream.live && stream.frames.length === frames.length)
  if (stream.isEnded && !stream.isClosed && isWhole) close(recording, stream)
}

function close(recording: Recording, stream: Stream) {
  stream.isClosed = true
  stream.frames = []
  if (stream.live) end(recording, stream.live)
}

const gap = (lost_frames: number) => unknownEvent('playground.recording.gap', JSON.stringify({ lost_frames }))

/** False while it has not said which run it is about. */
async function begin(recording: Recording, stream: Stream, seen: readonly Observation[]): Promise<boolean> {
  const { activeRuns, pollers, streamed } = recording
  const run = seen.map(({ data }) => data).find((data): data is Run => tableFor(data) === 'runs')
  const id = stream.call.runId ?? run?.id
  if (id === undefined) return false
  const thread = seen.map(({ data }) => data).find((data): data is Thread => tableFor(data) === 'threads')
  const threadId = run?.thread_id ?? stream.threadId ?? ''
  const since = run?.created_at ?? toSeconds(recording.clock())
  await ensureThread(recording, threadId, { except: id, since, ...(thread && { thread, content: 'messages' }) })
  const known = activeRuns.get(id) ?? (await recover(recording, id))
  if (!known && !run) return false
  if (known) await recording.log.append(known, seen)
  const live = known ?? (run && (await entered(recording, run, seen)))
  if (!live) return false
  pollers.get(id)?.end()
  streamed.set(id, (streamed.get(id) ?? 0) + 1)
  stream.live = live
  return true
}

/** Behind its stream a run that is not at rest is polled. */
function end(recording: Recording, live: LiveRun) {
  const { streamed } = recording
  const others = (streamed.get(live.id) ?? 1) - 1
  if (others > 0) streamed.set(live.id, others)
  else streamed.delete(live.id)
  const run = live.view().run
  if (others > 0 || !run || isTerminal(run.status)) return
  keepPolling(recording, live)
}
