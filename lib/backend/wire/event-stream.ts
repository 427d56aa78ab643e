import type { LoggedEvent } from '@/lib/protocol/event'
import { HEARTBEAT, SSE_HEADERS, toFrame } from '@/lib/protocol/sse'
import { withResolvers } from '@/lib/backend/with-resolvers'
import { inPieces } from './in-pieces'

/** Proxies and Node's own fetch give up on silence; the shortest of them after half a minute. */
const HEARTBEAT_MS = 15_000

const encoder = new TextEncoder()

/** What is known of a stream that goes out, by its body. */
export interface StreamTally {
  /** The run that it is of. */
  readonly run: string
  bytes: number
  /** Resolves when no more of it will be sent. */
  readonly ended: Promise<void>
}

const tallies = new WeakMap<ReadableStream, StreamTally>()

/** Undefined for a body that is no stream of a run's leg. */
export const tallyOf = ({ body }: Response): StreamTally | undefined => (body ? tallies.get(body) : undefined)

interface StreamOptions {
  readonly onError: (error: unknown) => string
  /** The run whose leg it is, where somebody wants to know how it went: `tallyOf`. */
  readonly run?: string
}

/**
 * Answers with server-sent events. The source is read only as fast as the client takes; when the client goes away
 * the source is ended, and nothing else. A source that throws ends the stream with `onError`'s frame.
 */
export function eventStream(frames: AsyncIterator<string>, { onError, run = '' }: StreamOptions): Response {
  const ended = withResolvers()
  const tally: StreamTally = { run, bytes: 0, ended: ended.promise }
  let heartbeat: NodeJS.Timeout | undefined
  const stop = () => {
    clearInterval(heartbeat)
    ended.resolve()
  }
  function send(controller: ReadableStreamDefaultController<Uint8Array>, frame: string) {
    const bytes = encoder.encode(frame)
    tally.bytes += bytes.byteLength
    controller.enqueue(bytes)
  }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const beat = () => {
        // Whoever has not yet taken what was sent needs no sign of life.
        if ((controller.desiredSize ?? 0) > 0) send(controller, HEARTBEAT)
      }
      heartbeat = setInterval(beat, HEARTBEAT_MS)
    },
    async pull(controller) {
      try {
        const { done, value } = await frames.next()
        if (!done) return send(controller, value)
      } catch (error) {
        send(controller, onError(error))
      }
      stop()
      controller.close()
    },
    async cancel() {
      stop()
      await frames.return?.()
    },
  })
  if (run) tallies.set(body, tally)
  return new Response(body, { headers: SSE_HEADERS })
}

const DONE = toFrame({ event: 'done', data: '[DONE]' })

/** The wire's frame of an event: its object alone. Made once however many follow the run. */
const wireFrames = new WeakMap<LoggedEvent, string>()

export function wireFrame(event: LoggedEvent): string {
  const known = wireFrames.get(event)
  if (known) return known
  const frame = toFrame({ event: event.event, data: JSON.stringify(event.data) })
  wireFrames.set(event, frame)
  return frame
}

const logFrames = new WeakMap<LoggedEvent, string>()

/** The log's frame of an event: the whole entry, with its number as the id to resume from. */
export function logFrame(event: LoggedEvent): string {
  const known = logFrames.get(event)
  if (known) return known
  const frame = toFrame({ event: event.event, id: event.seq, data: JSON.stringify(event) })
  logFrames.set(event, frame)
  return frame
}

/** The frames of batches of events, and the closing one where they end. A frame is made when it is its turn. */
export async function* framesOf(batches: AsyncIterable<readonly LoggedEvent[]>, frame: (event: LoggedEvent) => string) {
  for await (const batch of batches) yield* inPieces(batch, frame)
  yield DONE
}
