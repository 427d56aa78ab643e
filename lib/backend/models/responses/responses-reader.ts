import { endingOf, knownReason } from '../remote/answer-ending'
import { brokenAnswer, cutOff, reported, type Endpoint } from '../remote/endpoint-errors'
import { createMeter, type Meter } from '../remote/meter'
import type { Frames, ReadOptions } from '../remote/model-api'
import { ModelError, type ModelChunk } from '../model'
import { BrokenItemError, createOutputItems } from './output-items'
import { countedIn, eventOf, usageIn, type ResponseEvent, type ResponseObject } from './response-events'

/** Reads the frames of a streamed response as an answer. Events and items of other kinds are passed over. */
export async function* readResponse(frames: Frames, options: ReadOptions): AsyncGenerator<ModelChunk> {
  const { input, endpoint } = options
  const items = createOutputItems()
  const meter = createMeter(endpoint)
  const end: End = { isReached: false, said: undefined, usage: undefined }
  try {
    for await (const event of eventsOf(frames, end, options)) {
      yield* measured(items.take(event), meter)
      if (!event.response || !endings.has(event.type)) continue
      yield* measured(items.finish(event.response.output ?? []), meter)
      end.said = saidBy(event.response, event.type, endpoint)
      end.usage = event.response.usage
      end.isReached = true
      options.onFinish()
    }
  } catch (error) {
    if (!(error instanceof BrokenItemError)) throw error
    throw brokenAnswer(endpoint, error.message)
  }
  // Without the event of its end an answer is over where all of it is there.
  if (!end.isReached && !items.areDone()) throw cutOff(endpoint)
  const reason = endingOf({ said: end.said, calls: items.calls(), ...meter.written() }, endpoint)
  yield end.usage
    ? { type: 'finish', reason, usage: usageIn(end.usage), counted: countedIn(end.usage) }
    : { type: 'finish', reason, usage: meter.estimate(input) }
}

/** What was said of the end, by its event or by `[DONE]`. */
interface End {
  isReached: boolean
  said: string | undefined
  usage: ResponseObject['usage']
}

const endings = new Set(['response.completed', 'response.incomplete', 'response.failed', 'response.cancelled'])

/** Once the end was said nothing more is to come; a line that breaks then does no harm. */
async function* eventsOf(frames: Frames, end: End, options: ReadOptions): AsyncGenerator<ResponseEvent> {
  try {
    for await (const frame of frames) {
      if (end.said !== undefined) continue
      if (!frame.data.startsWith('[DONE]')) yield eventOf(frame, options.endpoint)
      else {
        end.isReached = true
        options.onFinish()
      }
    }
  } catch (error) {
    if (!end.isReached) throw error
  }
}

function* measured(pieces: Iterable<ModelChunk>, meter: Meter): Generator<ModelChunk> {
  for (const piece of meter.measured(pieces)) {
    if (piece.type === 'reasoning' && piece.details) meter.hear([JSON.stringify(piece.details)])
    if ('text' in piece) meter.hear([piece.text])
    if (piece.type === 'ran') meter.hear([piece.code, JSON.stringify(piece.outputs ?? '')])
    if (piece.type === 'call') meter.hear([piece.name ?? '', piece.arguments ?? ''])
    yield piece
  }
}

/** How the response ended, in a word. Throws `ModelError` for one that failed, or stopped for a reason of its own. */
function saidBy({ status, error, incomplete_details: details }: ResponseObject, type: string, endpoint: Endpoint) {
  const how = status ?? type.replace('response.', '')
  if (how === 'failed') throw reported(error ?? 'the response failed', endpoint)
  if (how === 'cancelled')
    throw new ModelError('server_error', `The model endpoint ${endpoint.host} cancelled its answer.`)
  if (how !== 'incomplete') return 'completed'
  const reason = details?.reason ?? 'max_output_tokens'
  if (knownReason(reason)) return reason
  throw new ModelError('server_error', `The model endpoint ${endpoint.host} stopped in the middle: ${reason}.`)
}
