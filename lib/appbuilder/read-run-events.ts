import { readFrames } from '@/lib/protocol/sse'
import { AppBuilderAnswerError, AppBuilderConnectionError, AppBuilderStreamError } from './error'
import { streamRunMessageSchema, streamRunStatusSchema, type StreamRunEvent } from './stream-event'
import { errorIn, type Answer } from './transport'

/**
 * The events of a run's stream, cut anywhere. Pings, comments and unknown classes are left out. Ends with `run_end`;
 * a stream that ends before it throws, because this wire has no other end marker.
 */
export async function* readRunEvents(answer: Answer, signal?: AbortSignal): AsyncGenerator<StreamRunEvent> {
  const { requestId } = answer
  const { body, opening } = bodyOf(answer, signal)
  try {
    for await (const { event, data } of readFrames(body)) {
      const known = eventOf(event, data, requestId)
      if (!known) continue
      yield known
      if (known.event === 'status' && known.event_type === 'run_end') return
    }
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof TypeError) {
      throw new AppBuilderConnectionError('AppBuilder broke off the stream.', requestId, { cause })
    }
    throw cause
  }
  throw (
    errorInPlace(opening(), requestId) ?? new AppBuilderStreamError('The stream ended before the run did.', requestId)
  )
}

/** The events of a run's stream, and a way to end them from outside. */
export interface ClosableEvents {
  readonly events: AsyncGenerator<StreamRunEvent>
  /** Ends the reading quietly, wherever it stands, and lets the connection go. */
  readonly close: () => Promise<void>
}

/** `signal` must be one that follows `closing`. */
export function closableRunEvents(
  answer: Answer,
  { closing, signal }: { readonly closing: AbortController; readonly signal: AbortSignal },
): ClosableEvents {
  const events = untilClosed(readRunEvents(answer, signal), closing.signal)
  return {
    events,
    async close() {
      closing.abort()
      // A reading that is underway ends by the signal; one that has not begun has nothing that heeds it.
      await events.return(undefined)
      const { body } = answer.response
      if (body && !body.locked) await body.cancel()
    },
  }
}

async function* untilClosed(events: AsyncIterable<StreamRunEvent>, closed: AbortSignal) {
  if (closed.aborted) return
  try {
    yield* events
  } catch (error) {
    if (!closed.aborted) throw error
  }
}

/** So many characters of what a stream begins with are kept, to be read once more if it was none. */
const MOST_OPENING = 64 * 1024

/** A stream's bytes, with the empty line that the last event may lack, and what they began with. */
function bodyOf({ response, requestId }: Answer, signal: AbortSignal | undefined) {
  if (!response.body) throw new AppBuilderAnswerError('AppBuilder answered with nothing.', requestId)
  const decoder = new TextDecoder()
  let opening = ''
  const closing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (opening.length < MOST_OPENING) opening += decoder.decode(chunk, { stream: true })
      controller.enqueue(chunk)
    },
    flush: (controller) => controller.enqueue(new TextEncoder().encode('\n\n')),
  })
  // An abort ends the reading also where `fetch` was replaced by something that does not look at its signal.
  return { body: response.body.pipeThrough(closing, signal && { signal }), opening: () => opening }
}

/** What one JSON object in a stream's place says, whichever kind of content its head calls it. */
function errorInPlace(text: string, requestId: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Events are no JSON, so this was a stream.
    return undefined
  }
  return errorIn(value, requestId) ?? new AppBuilderAnswerError('AppBuilder did not answer with a stream.', requestId)
}

const schemas = { status: streamRunStatusSchema, message: streamRunMessageSchema }

function eventOf(name: string | undefined, data: string, requestId: string): StreamRunEvent | undefined {
  // A frame without a name counts as a message, as server-sent events have it.
  const event = name ?? 'message'
  if (event !== 'status' && event !== 'message') return undefined
  if (data === '[DONE]') return undefined
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch (cause) {
    throw new AppBuilderStreamError('An event of the stream is not JSON.', requestId, { cause })
  }
  const result = schemas[event].safeParse(value)
  if (result.success) return result.data
  throw new AppBuilderStreamError(`An event of the stream cannot be read: ${result.error.message}`, requestId)
}
