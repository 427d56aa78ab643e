import { readFrames } from '@/lib/protocol/sse'
import { brokenOff, errorIn, type Answer } from './answer'
import { AppBuilderAnswerError, AppBuilderStreamError } from './error'
import {
  streamRunMessageSchema,
  streamRunStatusSchema,
  type StreamRunEvent,
  type StreamRunFrame,
  type StreamRunUnknown,
} from './stream-event'

/** A run's events as they come. Iterate it once. Leaving the loop closes it, too; the run goes on by itself. */
export interface RunStream<T extends StreamRunFrame = StreamRunEvent> extends AsyncGenerator<T> {
  /** Ends the reading quietly, wherever it stands, read or not, and lets the connection go. */
  close(): Promise<void>
}

/** `closing` must be one of the signals that the answer ends with. Classes that are not known are left out. */
export const runStreamOf = (answer: Answer, closing: AbortController): RunStream =>
  streamOf(knownIn(readRunFrames(answer), answer.requestId), closing)

/** The same, with the frames of unknown classes too. */
export const frameStreamOf = (answer: Answer, closing: AbortController): RunStream<StreamRunFrame> =>
  streamOf(framesIn(readRunFrames(answer)), closing)

function streamOf<T extends StreamRunFrame>(frames: AsyncIterable<T>, closing: AbortController): RunStream<T> {
  const events = untilClosed(frames, closing.signal)
  const end = events.return.bind(events)
  async function close() {
    // The answer ends with it, and the connection, read or not.
    closing.abort()
    await end(undefined)
  }
  async function leave(): Promise<IteratorResult<T, undefined>> {
    await close()
    return { done: true, value: undefined }
  }
  return Object.assign(events, { close, return: leave })
}

/** Throws for an event of a known class that cannot be read. */
async function* knownIn(frames: AsyncIterable<ReadFrame>, requestId: string): AsyncGenerator<StreamRunEvent> {
  for await (const { known, problem } of frames) {
    if (problem) throw new AppBuilderStreamError(problem.reason, requestId, { cause: problem.cause })
    if (known) yield known
  }
}

async function* framesIn(frames: AsyncIterable<ReadFrame>): AsyncGenerator<StreamRunFrame> {
  for await (const { known, raw } of frames) {
    yield known && !(known.event === 'status' && known.event_type === 'other') ? known : raw
  }
}

/** An event as it was sent, and what was read from it. */
interface ReadFrame {
  readonly raw: StreamRunUnknown
  readonly known?: StreamRunEvent
  /** Why an event of a known class cannot be read. */
  readonly problem?: { readonly reason: string; readonly cause: unknown }
}

/**
 * The events of a run's stream, cut anywhere. Pings and comments are left out. Ends with `run_end`; a stream that ends
 * before it throws, because this wire has no other end marker.
 */
async function* readRunFrames(answer: Answer): AsyncGenerator<ReadFrame> {
  const { requestId, mostBytes } = answer
  const { body, opening } = openingOf(answer)
  const onExcess = () =>
    new AppBuilderStreamError(`An event of the stream has more than ${mostBytes} bytes.`, requestId)
  try {
    for await (const { event, data } of readFrames(body, { most: mostBytes, onExcess })) {
      if (event === 'ping' || data === '[DONE]') continue
      const frame = frameOf(event, data)
      yield frame
      if (frame.known?.event === 'status' && frame.known.event_type === 'run_end') return
    }
  } catch (cause) {
    throw brokenOff(answer, cause)
  }
  throw (
    errorInPlace(opening(), requestId) ?? new AppBuilderStreamError('The stream ended before the run did.', requestId)
  )
}

async function* untilClosed<T>(events: AsyncIterable<T>, closed: AbortSignal): AsyncGenerator<T> {
  if (closed.aborted) return
  try {
    yield* events
  } catch (error) {
    if (!closed.aborted) throw error
  }
}

/** In characters. The beginning of a stream is kept, to be read as an error if it was no stream. */
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

/** A frame without a name counts as a message, as server-sent events have it. */
function frameOf(name = 'message', data: string): ReadFrame {
  const raw = { event: 'unknown', name, data } as const
  if (name !== 'status' && name !== 'message') return { raw }
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch (cause) {
    return { raw, problem: { reason: 'An event of the stream is not JSON.', cause } }
  }
  const result = schemas[name].safeParse(value)
  if (!result.success) {
    return { raw, problem: { reason: 'An event of the stream cannot be read.', cause: result.error } }
  }
  const known = result.data
  const isOther = known.event === 'status' && known.event_type === 'other'
  return { known, raw: isOther && known.other_event_type ? { ...raw, name: known.other_event_type } : raw }
}
