// An answer of the upstream on its way back: unchanged, as it comes, and recorded where it has objects.
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { BodyNote, ExchangeNote } from '@/lib/backend/wire/exchange-notes'
import { UnreadError } from '@/lib/backend/wire/report-calmly'
import type { WireCall } from '@/lib/backend/wire/wire-call'
import { copyBody, type BodyObserver } from './copy-body'
import { decoding, isDecodable } from './decode-body'
import { headersDown } from './passing-headers'
import { recordAnswer } from './record-answer'
import { recordStream, type StreamObserver } from './record-stream'
import type { Recording } from './recording'
import { NO_THREAD } from './seen-objects'
import type { Converting } from './upward'

const isJson = (headers: Headers) => headers.get('content-type')?.includes('json') ?? false
const isStream = (headers: Headers) => headers.get('content-type')?.startsWith('text/event-stream') ?? false

export const BROKEN_OFF = 'It broke off.'
const UNDECODED = 'It could not be decoded.'

export interface Exchange {
  readonly recording: Recording
  readonly call: WireCall
  readonly bodyNote: BodyNote
  readonly note: ExchangeNote
  /** It is recorded, too, and not only what it tells. */
  readonly isKept: boolean
}

export const handedDown = (answer: Response, body: ReadableStream<Uint8Array> | null = answer.body) =>
  new Response(body, { status: answer.status, statusText: answer.statusText, headers: headersDown(answer.headers) })

/** The answer on its way to the client, recorded here where it has objects. */
export function passedBack(answer: Response, exchange: Exchange & Converting): Response | Promise<Response> {
  const { recording, call, note, bodyNote, isConverted } = exchange
  const noted = note.answered(answer.status, answer.headers)
  if (answer.body === null) return handedDown(answer)
  if (call.isLeg && answer.ok) noteStreaming(exchange, isStream(answer.headers))
  if (call.isLeg && answer.ok && isStream(answer.headers)) {
    const isReplayed = answer.headers.get('idempotent-replayed') === 'true'
    const stream = recordStream(recording, call, {
      isReplayed,
      exchange: () => (exchange.isKept ? note.exchange() : null),
    })
    // Its end is noted before the stream writes the note with its own.
    const body = copyBody(answer.body, observing(exchange, { noted, answer, reader: stream }))
    return isConverted ? firstRunOf(answer, body, stream) : handedDown(answer, body)
  }
  if (!isJson(answer.headers)) return handedDown(answer)
  const reader = recordAnswer(recording, {
    status: answer.status,
    sight: { call, askedMs: note.at_ms, order: orderOf(note.path) },
    body: () => bodyNote.text(),
    onTaken: (value) => keptNote(exchange, runOf(call, value)),
    onUnread: () => keepNote(exchange, call.runId),
  })
  return handedDown(answer, copyBody(answer.body, observing(exchange, { noted, answer, reader })))
}

/** An answer that streams shows that the backend can; one that does not, though that was asked for, that it cannot. */
function noteStreaming({ recording, bodyNote, isConverted }: Exchange & Converting, isStreamed: boolean) {
  const asked = jsonOf(bodyNote.text() ?? '')
  const isAsked = isConverted || (isRecord(asked) && asked['stream'] === true)
  if (isStreamed || isAsked) recording.onCapability('streaming', isStreamed)
}

const orderOf = (path: string) => (/[?&]order=asc(?:&|$)/.test(path) ? 'asc' : 'desc')

/** The run that an exchange belongs to. */
function runOf({ runId, isLeg }: WireCall, value: unknown): string | null {
  return runId ?? (isLeg && isRecord(value) && typeof value['id'] === 'string' ? value['id'] : null)
}

const together = (...observers: readonly BodyObserver[]): BodyObserver => ({
  onBytes(bytes) {
    for (const observer of observers) observer.onBytes(bytes)
  },
  ended(error) {
    for (const observer of observers) observer.ended(error)
  },
})

const noting = (note: ExchangeNote, onBytes: BodyObserver['onBytes']): BodyObserver => ({
  onBytes,
  ended: (error) => note.ended(error === undefined ? null : BROKEN_OFF),
})

interface Observed {
  readonly noted: BodyNote
  readonly answer: Response
  /** Gets the body decoded. */
  readonly reader: BodyObserver
}

/** Notes the answer as it passes. It is decoded once, for its note and for `reader`. */
function observing({ recording, note }: Exchange, { noted, answer, reader }: Observed): BodyObserver {
  const encoding = answer.headers.get('content-encoding') ?? 'identity'
  if (encoding === 'identity') return together(noting(note, noted.onBytes), reader)
  const passing = noting(note, ({ byteLength }) => noted.onCounted(byteLength))
  if (!isDecodable(encoding)) {
    const error = new UnreadError(`they are encoded as '${encoding.slice(0, 64)}', which is not decoded here.`)
    recording.report('Answers of a backend pass and are not recorded:', error)
    return together(passing, { onBytes: () => undefined, ended: () => reader.ended(error) })
  }
  const text: BodyObserver = {
    onBytes: noted.onDecoded,
    ended: (error) => error === undefined || note.failed(UNDECODED),
  }
  return together(passing, decoding({ encoding, observer: together(text, reader), onEnding: recording.queue.expect }))
}

async function keptNote({ recording, note, isKept }: Exchange, runId: string | null) {
  if (runId !== null && isKept) await recording.store.exchanges.put(runId, note.exchange())
}

export function keepNote(exchange: Exchange, runId: string | null) {
  exchange.recording.queue.put(exchange.call.threadId ?? NO_THREAD, () => keptNote(exchange, runId))
}

/** A page's answer: the run as its stream first tells it. The stream is read on here. */
async function firstRunOf(
  answer: Response,
  body: ReadableStream<Uint8Array>,
  { firstRun }: StreamObserver,
): Promise<Response> {
  const run = await firstRun
  await body.cancel()
  if (run === null) {
    throw new ApiError(502, 'The backend’s stream ended before it told of a run.', { code: ACCOUNT_CODES.failed })
  }
  const headers = headersDown(answer.headers)
  for (const name of ['content-length', 'content-encoding', 'cache-control']) headers.delete(name)
  headers.set('content-type', 'application/json')
  return new Response(run, { status: 200, headers })
}
