// A request of the wire on its way to the upstream, and the answer on its way back: unchanged, as they come.
import { ACCOUNT_CODES, ApiError } from '@/lib/protocol/error'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { Backend } from '@/lib/backend/backend'
import { upstreamUrl } from './ask'
import { createBodyNote, type BodyNote, type ExchangeNote } from '@/lib/backend/wire/exchange-notes'
import { recordAnswer } from './record-answer'
import { recordStream, type StreamObserver } from './record-stream'
import { copyBody, type BodyObserver } from './copy-body'
import { headersDown } from './passing-headers'
import type { Recording } from './recording'
import { NO_THREAD } from './seen-objects'
import { wireCallOf, type WireCall } from '@/lib/backend/wire/wire-call'

export interface Passing {
  readonly upstream: Backend
  /** Undefined where nothing is to be recorded. */
  readonly recording: Recording | undefined
}

export interface Arrived {
  readonly request: Request
  /** The path of the wire, without what stands before it here, and with its query. */
  readonly path: string
  /** Pages ask for a run's answer at once, and read its log: so it is streamed to here. */
  readonly isPage: boolean
  /** The answer is to be read on its way, so it may not be encoded. */
  readonly isPlain?: boolean
}

/** Bodies of up to so many bytes have come whole before they are handed on, mostly. */
const SHORT_BYTES = 64 * 1024

const isJson = (headers: Headers) => headers.get('content-type')?.includes('json') ?? false
const isStream = (headers: Headers) =>
  (headers.get('content-type')?.startsWith('text/event-stream') ?? false) && !headers.has('content-encoding')

/** Throws ApiError where nothing answers. */
export async function pass(passing: Passing, { request, path, isPage, isPlain = false }: Arrived): Promise<Response> {
  const { recording } = passing
  const call = wireCallOf(request.method, path.split('?')[0] ?? path)
  if (!recording || !call.isRecorded) {
    return handedDown(await passing.upstream((await upward(request, path, { isPlain })).request))
  }
  const bodyNote = createBodyNote(request.headers.get('content-type'))
  const asked = { method: call.method, path, headers: request.headers, body: bodyNote, askedBy: 'client' } as const
  // What pages read to be drawn is nobody's request.
  const isKept = !isPage || call.method !== 'GET'
  const exchange: Exchange = { call, bodyNote, note: recording.note(asked), isKept, recording }
  try {
    const sent = await upward(request, path, {
      bodyNote,
      asStream: isPage && call.isLeg,
      isPlain: isPlain || call.isLeg,
    })
    return await passedBack(await passing.upstream(sent.request), { ...exchange, isConverted: sent.isConverted })
  } catch (error) {
    exchange.note.ended(error instanceof ApiError ? error.message : BROKEN_OFF)
    keepNote(exchange, call.runId)
    throw error
  }
}

const BROKEN_OFF = 'It broke off.'

interface Exchange {
  readonly recording: Recording
  readonly call: WireCall
  readonly bodyNote: BodyNote
  readonly note: ExchangeNote
  /** It is recorded, too, and not only what it tells. */
  readonly isKept: boolean
}

interface Sending {
  /** Missing where nothing is recorded. */
  readonly bodyNote?: BodyNote
  /** What the client wants answered whole is streamed to here. */
  readonly asStream?: boolean
  readonly isPlain: boolean
}

interface Converting {
  /** It was made a request that streams, and its client wants a run. */
  readonly isConverted: boolean
}

interface Sent extends Converting {
  readonly request: Request
}

/** The request as the upstream gets it. */
async function upward(request: Request, path: string, sending: Sending): Promise<Sent> {
  const { method, signal, body } = request
  const { bodyNote, asStream = false, isPlain } = sending
  const headers = isPlain ? withHeader(request.headers, 'accept-encoding', 'identity') : request.headers
  const isRead = method === 'GET' || method === 'HEAD'
  // What changes something is done there whether or not its client waits for the answer, which is recorded here.
  const init = { method, headers, ...((isRead || !bodyNote) && { signal }) }
  const whole = (more: RequestInit = {}, isConverted = false) => ({
    request: new Request(upstreamUrl(path), { ...init, ...more }),
    isConverted,
  })
  if (body === null || isRead) return whole()
  if (asStream || Number(headers.get('content-length') ?? Infinity) <= SHORT_BYTES) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    bodyNote?.onBytes(bytes)
    const streaming = asStream ? asStreaming(bytes) : undefined
    return streaming === undefined
      ? whole({ body: bytes })
      : whole({ body: streaming, headers: withHeader(headers, 'content-length', undefined) }, true)
  }
  const listening = bodyNote ? body.pipeThrough(listener(bodyNote)) : body
  return whole({ body: listening, duplex: 'half' } as RequestInit)
}

function withHeader(headers: Headers, name: string, value: string | undefined): Headers {
  const own = new Headers(headers)
  if (value === undefined) own.delete(name)
  else own.set(name, value)
  return own
}

const listener = (note: BodyNote) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      note.onBytes(piece)
      controller.enqueue(piece)
    },
  })

/** The same request as one that streams; undefined where it does already, or is none that could. */
function asStreaming(bytes: Uint8Array): string | undefined {
  const body = jsonOf(new TextDecoder().decode(bytes))
  return isRecord(body) && !body['stream'] ? JSON.stringify({ ...body, stream: true }) : undefined
}

const handedDown = (answer: Response, body: ReadableStream<Uint8Array> | null = answer.body) =>
  new Response(body, { status: answer.status, statusText: answer.statusText, headers: headersDown(answer.headers) })

/** The answer on its way to the client, recorded here where it has objects. */
function passedBack(answer: Response, exchange: Exchange & Converting): Response | Promise<Response> {
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
    const body = copyBody(answer.body, together(noting(noted, note), stream))
    return isConverted ? firstRunOf(answer, body, stream) : handedDown(answer, body)
  }
  if (!isJson(answer.headers)) return handedDown(answer)
  const observer = recordAnswer(recording, {
    status: answer.status,
    headers: answer.headers,
    sight: { call, askedMs: note.at_ms, order: orderOf(note.path) },
    body: () => bodyNote.text(),
    onTaken: (value) => keptNote(exchange, runOf(call, value)),
  })
  return handedDown(answer, copyBody(answer.body, together(noting(noted, note), observer)))
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

const noting = (noted: BodyNote, note: ExchangeNote): BodyObserver => ({
  onBytes: (bytes) => noted.onBytes(bytes),
  ended: (error) => note.ended(error === undefined ? null : BROKEN_OFF),
})

async function keptNote({ recording, note, isKept }: Exchange, runId: string | null) {
  if (runId !== null && isKept) await recording.store.exchanges.put(runId, note.exchange())
}

function keepNote(exchange: Exchange, runId: string | null) {
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
  for (const name of ['content-length', 'cache-control']) headers.delete(name)
  headers.set('content-type', 'application/json')
  return new Response(run, { status: 200, headers })
}
