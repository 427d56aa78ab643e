import type { LoggedEvent } from '@/lib/protocol/event'
import { HEARTBEAT, SSE_HEADERS, toFrame } from '@/lib/protocol/sse'
import { inPieces } from './in-pieces'

/** Proxies and Node's own fetch give up on silence; the shortest of them after half a minute. */
const HEARTBEAT_MS = 15_000

const encoder = new TextEncoder()

/**
 * Answers with server-sent events. The source is read only as fast as the client takes; when the client goes away
 * the source is ended, and nothing else. A source that throws ends the stream with `onError`'s frame.
 */
export function eventStream(
  frames: AsyncIterator<string>,
  { onError }: { onError: (error: unknown) => string },
): Response {
  let heartbeat: NodeJS.Timeout | undefined
  const stop = () => clearInterval(heartbeat)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const beat = () => {
        // Whoever has not yet taken what was sent needs no sign of life.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(HEARTBEAT))
      }
      heartbeat = setInterval(beat, HEARTBEAT_MS)
    },
    async pull(controller) {
      try {
        const { done, value } = await frames.next()
        if (!done) return controller.enqueue(encoder.encode(value))
      } catch (error) {
        controller.enqueue(encoder.encode(onError(error)))
      }
      stop()
      controller.close()
    },
    async cancel() {
      stop()
      await frames.return?.()
    },
  })
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
