// What has come of a stream and is not written yet. On its way it is only kept, as it came: it is read when it is its
// turn to be written, much of it at once.
import { createParser } from 'eventsource-parser'
import type { Clock } from '@/lib/backend/clock'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import { withResolvers } from '@/lib/backend/with-resolvers'

/** So many characters one frame may have, and so many may wait to be written. */
const MAX_FRAME = 4 * 1024 * 1024
const MAX_WAITING = 16 * 1024 * 1024

/** So many bytes wait to be read at most: reading them must not take long. */
const MAX_UNREAD = 256 * 1024

export interface Frame {
  readonly event: string
  readonly data: string
  /** When its last byte came. */
  readonly atMs: number
}

/** What is to be written. */
export interface Waiting {
  readonly frames: readonly Frame[]
  /** Frames before them that could not be kept. */
  readonly lost: number
}

export interface StreamIntake {
  onBytes(bytes: Uint8Array): void
  ended(): void
  /** The text of the first run that it tells of; null when it ends without one. */
  readonly firstRun: Promise<string | null>
  /** Null while it has not said so, where its request does not. */
  threadId(): string | null
  /** Has anything of it come that is not written? */
  isWaiting(): boolean
  isEnded(): boolean
  /** All that waits. It waits on until it is `written`. */
  waiting(): Waiting
  written(what: Waiting): void
  /** Nobody will write what waits, or what comes. */
  close(): void
}

interface IntakeOptions {
  readonly clock: Clock
  readonly threadId: string | null
  /** It has been told before: nothing of it is new. */
  readonly isReplayed: boolean
}

export function createStreamIntake({ clock, threadId: known, isReplayed }: IntakeOptions): StreamIntake {
  let unread: { readonly bytes: Uint8Array; readonly atMs: number }[] = []
  let unreadBytes = 0
  let threadId = known
  let isRunTold = false
  let isEnded = false
  const first = withResolvers<string | null>()
  const backlog = createBacklog()
  const reader = createReader({
    onFrame(frame) {
      if (!isTold()) lookInto(frame.data)
      if (!isReplayed) backlog.put(frame)
    },
    onLost: backlog.lose,
  })
  const isTold = () => isRunTold && threadId !== null

  /** Which run and thread it is about, for those who wait for that. */
  function lookInto(data: string) {
    const value = jsonOf(data)
    if (!isRecord(value)) return
    isRunTold ||= value['object'] === 'thread.run'
    if (isRunTold) first.resolve(data)
    const id = value['object'] === 'thread' ? value['id'] : value['thread_id']
    if (threadId === null && typeof id === 'string') threadId = id
  }

  function read() {
    const pieces = unread
    unread = []
    unreadBytes = 0
    for (const { bytes, atMs } of pieces) reader.read(bytes, atMs)
  }
  return {
    firstRun: first.promise,
    threadId: () => threadId,
    onBytes(bytes) {
      if (reader.isStopped() || (isReplayed && isTold())) return
      unread.push({ bytes, atMs: clock() })
      unreadBytes += bytes.byteLength
      if (!isTold() || unreadBytes > MAX_UNREAD) read()
    },
    ended() {
      isEnded = true
      first.resolve(null)
    },
    isWaiting: () => unread.length > 0 || backlog.size() > 0,
    isEnded: () => isEnded,
    waiting() {
      read()
      return backlog.all()
    },
    written: backlog.remove,
    close() {
      reader.close()
      unread = []
      backlog.remove(backlog.all())
    },
  }
}

interface ReaderOptions {
  readonly onFrame: (frame: Frame) => void
  /** A frame was too long to be read. */
  readonly onLost: () => void
}

/** Makes frames of bytes, wherever they were cut. */
function createReader({ onFrame, onLost }: ReaderOptions) {
  let atMs = 0
  let isStopped = false
  const decoder = new TextDecoder()
  const parser = createParser({
    maxBufferSize: MAX_FRAME,
    onEvent({ event = 'message', data }) {
      if (event !== 'done' || data !== '[DONE]') onFrame({ event, data, atMs })
    },
    onError({ type }) {
      if (type !== 'max-buffer-size-exceeded') return
      onLost()
      // Behind a frame without an end the parser reads no more: the run is polled instead.
      isStopped = true
    },
  })
  return {
    read(bytes: Uint8Array, cameMs: number) {
      if (isStopped) return
      atMs = cameMs
      parser.feed(decoder.decode(bytes, { stream: true }))
    },
    isStopped: () => isStopped,
    close: () => void (isStopped = true),
  }
}

/** Frames that wait to be written, as many as there is room for. */
function createBacklog() {
  let frames: Frame[] = []
  let weight = 0
  let lost = 0
  const weightOf = ({ event, data }: Frame) => event.length + data.length
  return {
    put(frame: Frame) {
      const own = weightOf(frame)
      if (weight + own > MAX_WAITING) return void (lost += 1)
      weight += own
      frames.push(frame)
    },
    lose: () => void (lost += 1),
    size: () => frames.length,
    all: (): Waiting => ({ frames: [...frames], lost }),
    remove(what: Waiting) {
      frames = frames.slice(what.frames.length)
      weight = frames.reduce((sum, frame) => sum + weightOf(frame), 0)
      lost -= what.lost
    },
  }
}
