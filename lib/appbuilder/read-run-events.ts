import { readFrames } from '@/lib/protocol/sse'
import { brokenOff, errorIn, type Answer } from './answer'
import { AppBuilderAnswerError, AppBuilderStreamError } from './error'
import { streamRunMessageSchema, streamRunStatusSchema, type StreamRunEvent } from './stream-event'

/** A run's events as they come. Iterate it once. Leaving the loop closes it, too; the run goes on by itself. */
export interface RunStream extends AsyncGenerator<StreamRunEvent> {
  /** Ends the reading quietly, wherever it stands, read or not, and lets the connection go. */
  close(): Promise<void>
}

/** `closing` must be one of the signals that the answer ends with. */
export function runStreamOf(answer: Answer, closing: AbortController): RunStream {
  const events = untilClosed(readRunEvents(answer), closing.signal)
  const end = events.return.bind(events)
  async function close() {
    // The answer ends with it, and the connection, read or not.
    closing.abort()
    await end(undefined)
  }
  async function leave(): Promise<IteratorResult<StreamRunEvent, undefined>> {
    await close()
    return { done: true, value: undefined }
  }
  return Object.assign(events, { close, return: leave })
}

/**
 * The events of a run's stream, cut anywhere. Pings, comments and unknown classes are left out. Ends with `run_end`;
 * a stream that ends before it throws, because this wire has no other end marker.
 */
async function* readRunEvents(answer: Answer): AsyncGenerator<StreamRunEvent> {
  const { requestId, mostBytes } = answer
  const { body, opening } = openingOf(answer)
  const onExcess = () =>
    new AppBuilderStreamError(`An event of the stream has more than ${mostBytes} bytes.`, requestId)
  try {
    for await (const { event, data } of readFrames(body, { most: mostBytes, onExcess })) {
      const known = eventOf(event, data, requestId)
      if (!known) continue
      yield known
      if (known.event === 'status' && known.event_type === 'run_end') return
    }
  } catch (cause) {
    throw brokenOff(answer, cause)
  }
  throw (
    errorInPlace(opening(), requestId) ?? new AppBuilderStreamError('The stream ended before the run did.', requestId)
  )
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
const MAX_OPENING = 64 * 1024

/** A stream's bytes, with the empty line that the last event may lack, and what they began with. */
function openingOf({ body }: Answer) {
  const decoder = new TextDecoder()
  let opening = ''
  const closing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (opening.length < MAX_OPENING) opening += decoder.decode(chunk, { stream: true })
      controller.enqueue(chunk)
    },
    flush: (controller) => controller.enqueue(new TextEncoder().encode('\n\n')),
  })
  return { body: body.pipeThrough(closing), opening: () => opening }
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
