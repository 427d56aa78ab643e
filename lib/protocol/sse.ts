import { createParser, type EventSourceMessage } from 'eventsource-parser'

/**
 * One server-sent event as text. `data` must be one line: JSON is. Throws TypeError for an `event` or `id` with a line
 * break, which would begin another field, or another event.
 */
export function toFrame({ id, event, data }: { event?: string; data: string; id?: string | number }): string {
  return `${headOf('id', id)}${headOf('event', event)}data: ${data}\n\n`
}

function headOf(field: string, value: string | number | undefined): string {
  if (value === undefined) return ''
  if (/[\r\n]/.test(String(value))) throw new TypeError(`The ${field} of a server-sent event has a line break.`)
  return `${field}: ${value}\n`
}

/** A comment that clients skip; it keeps idle connections open. */
export const HEARTBEAT = ': keep-alive\n\n'

export const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const

export interface FrameLimit {
  /** So many characters one event may have. */
  readonly most: number
  /** What is thrown when there are more. */
  readonly onExcess: () => Error
}

/** Reads server-sent events from a byte stream, cut anywhere. Ends when the stream ends. */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  limit?: FrameLimit,
): AsyncGenerator<EventSourceMessage> {
  for await (const frames of readFrameBatches(body, limit)) yield* frames
}

/** As `readFrames`, as many at once as came in one piece. */
export async function* readFrameBatches(
  body: ReadableStream<Uint8Array>,
  limit?: FrameLimit,
): AsyncGenerator<readonly EventSourceMessage[]> {
  const frames: EventSourceMessage[] = []
  const parser = createParser({
    onEvent: (frame) => void frames.push(frame),
    onError: ({ type }) => {
      if (limit && type === 'max-buffer-size-exceeded') throw limit.onExcess()
    },
    ...(limit && { maxBufferSize: limit.most }),
  })
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      if (frames.length > 0) yield frames.splice(0)
    }
  } finally {
    await reader.cancel()
  }
}
