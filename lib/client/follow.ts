import { pause } from './pause'

export interface Frame {
  readonly event?: string | undefined
  readonly data: string
  readonly id?: string | undefined
}

interface FollowOptions {
  /** Opens the stream or throws; `lastId` is the id of the last frame seen, for streams that can resume. */
  readonly open: (lastId: string | undefined, signal: AbortSignal) => Promise<Response>
  readonly signal: AbortSignal
  /** Called when the stream opens and when it is lost; `cause` is undefined where it just ended. */
  readonly onState?: (state: 'open' | 'lost', cause?: unknown) => void
  /** Called with what `open` threw: true stops following, and the error is thrown. */
  readonly isFinal?: (error: unknown) => boolean
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

const FIRST_WAIT_MS = 500
const MAX_WAIT_MS = 8_000

/**
 * Frames of a stream that is opened again whenever it ends, until `signal` aborts or the caller leaves the loop.
 * Waits 0.5 s after the first failure, then twice as long each time up to 8 s, with jitter so that tabs spread out. A
 * stream that opens and tells nothing has failed as well.
 */
export async function* follow({ open, signal, onState, isFinal, wait = pause }: FollowOptions): AsyncGenerator<Frame> {
  let lastId: string | undefined
  let failures = 0
  while (!signal.aborted) {
    let cause: unknown
    try {
      // Loaded after the page, which is shown without it. If the import fails, it is tried again like the stream.
      const { readFrames } = await import('@/lib/protocol/sse')
      const response = await open(lastId, signal)
      onState?.('open')
      for await (const frame of readFrames(bodyOf(response))) {
        // An error is why it cannot go on.
        if (frame.event !== 'error') failures = 0
        if (frame.id !== undefined) lastId = frame.id
        yield frame
      }
    } catch (error) {
      if (signal.aborted) return
      if (isFinal?.(error)) throw error
      cause = error
    }
    if (signal.aborted) return
    onState?.('lost', cause)
    await wait(waitOf(failures), signal)
    failures += 1
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (!response.body) throw new TypeError('A stream was expected, and the answer has no body.')
  return response.body
}

const waitOf = (failures: number) => Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.75 + Math.random() / 2)
