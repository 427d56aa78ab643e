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
  let keptBytes = 0
  let bytes = 0
  let decodedBytes: number | undefined
  const isText = contentType !== null && /json|text\/(?!event-stream)/.test(contentType)
  // What has passed, and was not read, has a text that nobody knows.
  const text = () => (isText && (keptBytes > 0 || bytes === 0) ? new TextDecoder().decode(Buffer.concat(kept)) : null)
  function keep(piece: Uint8Array) {
    const room = MAX_KEPT_BYTES - keptBytes
    if (!isText || room <= 0) return
    // A copy: who keeps a part of a body keeps all of it.
    const beginning = piece.slice(0, room)
    kept.push(beginning)
    keptBytes += beginning.byteLength
  }
  return {
    text,
    onBytes(piece: Uint8Array) {
      keep(piece)
      bytes += piece.byteLength
    },
    /** Of what is not kept as it passes: a stream, or what is encoded. */
    onCounted(sent: number) {
      bytes += sent
    },
    /** Of what is counted as it passes, encoded. */
    onDecoded(piece: Uint8Array) {
      keep(piece)
      decodedBytes = (decodedBytes ?? 0) + piece.byteLength
    },
    part: (headers: Headers): WirePart => ({
      headers: keptOf(headers),
      bytes,
      ...(decodedBytes !== undefined && { decoded_bytes: decodedBytes }),
      text: text(),
      is_cut: isText && (decodedBytes ?? bytes) > MAX_KEPT_BYTES,
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
        return (answered = createBodyNote(answerHeaders.get('content-type')))
      },
      ended(why: string | null = null) {
        failure = why
        end_ms = clock()
      },
      /** What went wrong here with what had ended. */
      failed(why: string) {
        failure ??= why
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
