// What passes on the wire about a run, noted for the wire panel: never a secret, and of long bodies the beginning.
import type { WireAnswer, WireExchange, WirePart } from '@/lib/protocol/exchange'
import type { Clock } from '@/lib/backend/clock'

/** So many bytes are kept of a body. */
const MAX_KEPT_BYTES = 64 * 1024

/** Headers that are kept: they explain a request or an answer. Others may hold secrets: which, nobody can list. */
const keptHeaders = new Set([
  ...['content-type', 'content-length', 'content-encoding', 'accept', 'user-agent', 'openai-beta', 'idempotency-key'],
  ...[
    'openai-processing-ms',
    'openai-version',
    'openai-poll-after-ms',
    'retry-after',
    'retry-after-ms',
    'x-request-id',
  ],
  ...[
    'x-should-retry',
    'idempotent-replayed',
    'x-stainless-retry-count',
    'x-stainless-lang',
    'date',
    'apim-request-id',
  ],
  ...['x-stainless-package-version', 'x-stainless-helper-method', 'x-ms-region', 'x-ms-request-id', 'location'],
])

const keptOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => keptHeaders.has(name) || name.startsWith('x-ratelimit-')))

/** Collects the beginning of a body. */
export function createBodyNote(contentType: string | null) {
  const kept: Uint8Array[] = []
  let bytes = 0
  const isText = contentType !== null && /json|text\/(?!event-stream)/.test(contentType)
  const text = () => (isText ? new TextDecoder().decode(Buffer.concat(kept)) : null)
  return {
    text,
    onBytes(piece: Uint8Array) {
      const room = MAX_KEPT_BYTES - bytes
      if (isText && room > 0) kept.push(piece.subarray(0, room))
      bytes += piece.byteLength
    },
    /** Of a stream that somebody else counts. */
    onCounted(sent: number) {
      bytes += sent
    },
    part: (headers: Headers): WirePart => ({
      headers: keptOf(headers),
      bytes,
      text: text(),
      is_cut: isText && bytes > MAX_KEPT_BYTES,
    }),
  }
}

export type BodyNote = ReturnType<typeof createBodyNote>

export type NoteExchange = ReturnType<typeof createExchangeNotes>
export type ExchangeNote = ReturnType<NoteExchange>

interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: BodyNote
  readonly askedBy: WireExchange['asked_by']
  /** When it was sent, where that is not now. */
  readonly atMs?: number
}

/** Numbers rise in microseconds, so that they go on behind those of an earlier process. */
export function createExchangeNotes(clock: Clock) {
  let last = 0
  return function note({ method, path, headers, body, askedBy, atMs: at_ms = clock() }: Request) {
    const number = (last = Math.max(last + 1, at_ms * 1000))
    let answer: { readonly status: number; readonly head_ms: number; readonly headers: Headers } | undefined
    let answered: BodyNote | undefined
    let end_ms: number | null = null
    let failure: string | null = null
    return {
      at_ms,
      path,
      answered(status: number, answerHeaders: Headers): BodyNote {
        answer = { status, head_ms: clock(), headers: answerHeaders }
        const encoding = answerHeaders.get('content-encoding')
        return (answered = createBodyNote(encoding ? null : answerHeaders.get('content-type')))
      },
      ended(why: string | null = null) {
        failure = why
        end_ms = clock()
      },
      isOver: () => end_ms !== null,
      exchange(): WireExchange {
        const whole: WireAnswer | null =
          answer && answered
            ? { status: answer.status, head_ms: answer.head_ms, end_ms, ...answered.part(answer.headers) }
            : null
        return { number, at_ms, asked_by: askedBy, method, path, request: body.part(headers), answer: whole, failure }
      },
    }
  }
}
