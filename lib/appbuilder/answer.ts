// An answer whose head has arrived: its bytes, read with limits, and what they say.
import type * as z from 'zod'
import { readUpTo, type ReadBytes } from '@/lib/protocol/read-up-to'
import {
  AppBuilderAnswerError,
  AppBuilderConnectionError,
  AppBuilderError,
  AppBuilderNullError,
  AppBuilderServerError,
  AppBuilderTimeoutError,
} from './error'
import { within, type CallDeadline } from './timeouts'

export interface Answer {
  readonly headers: Headers
  /** Its bytes as they come. Ends with the call's signal, and by `AppBuilderTimeoutError` after too long a silence. */
  readonly body: ReadableStream<Uint8Array>
  readonly requestId: string
  /** So many bytes may be read as one piece: the whole, or one event of a stream. */
  readonly mostBytes: number
  /** Throws why the call is over, if it is. */
  check(): void
}

interface Listening {
  readonly requestId: string
  readonly callDeadline: CallDeadline
  readonly silenceMs: number
  readonly mostBytes: number
}

export const tookTooLong = (requestId: string) => () =>
  new AppBuilderTimeoutError('AppBuilder took longer than the call allows as a whole (timeouts.wholeMs).', requestId)

export function answerFrom(response: Response, listening: Listening): Answer {
  const { requestId, callDeadline, mostBytes } = listening
  return {
    headers: response.headers,
    body: readChunks(response.body ?? new Blob([]).stream(), listening),
    requestId,
    mostBytes,
    check: () => callDeadline.check(tookTooLong(requestId)),
  }
}

/**
 * The same bytes, with no longer silence between them than is allowed. An abort ends them also where `fetch` was
 * replaced by something that does not look at its signal, and where nobody reads.
 */
function readChunks(body: ReadableStream<Uint8Array>, { requestId, callDeadline, silenceMs }: Listening) {
  const { signal } = callDeadline
  const reader = body.getReader()
  const onLate = () => new AppBuilderTimeoutError(`AppBuilder said nothing for ${silenceMs} ms.`, requestId)
  const over = new AbortController()
  // What went wrong first is the reason; that the connection does not close well either is its consequence.
  const letGo = async (reason: unknown) => {
    over.abort()
    await Promise.allSettled([reader.cancel(reason)])
  }
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start(controller) {
      const onAbort = () => {
        controller.error(signal?.reason)
        void letGo(signal?.reason)
      }
      if (signal?.aborted) onAbort()
      else signal?.addEventListener('abort', onAbort, { signal: over.signal })
    },
    async pull(controller) {
      try {
        const { done, value } = await within(reader.read(), { ms: silenceMs, onLate })
        if (!done) return controller.enqueue(value)
        over.abort()
        controller.close()
      } catch (error) {
        controller.error(error)
        await letGo(error)
      }
    },
    cancel: letGo,
  }
  return new ReadableStream(source, { highWaterMark: 0 })
}

/** The first bytes, up to so many. Throws `AppBuilderConnectionError` where the answer breaks off. */
export async function readAnswer(answer: Answer, most: number): Promise<ReadBytes> {
  try {
    return await readUpTo(answer.body, most)
  } catch (cause) {
    throw brokenOff(answer, cause)
  }
}

/** The error of a reading that failed: why the call is over, what is told already, or that the answer broke off. */
export function brokenOff(answer: Answer, cause: unknown): unknown {
  answer.check()
  if (cause instanceof AppBuilderError) return cause
  return new AppBuilderConnectionError('AppBuilder broke off its answer.', answer.requestId, { cause })
}

/** All of its bytes. Throws `AppBuilderAnswerError` where there are more than may be read. */
export async function wholeOf(answer: Answer) {
  const { bytes, isCut } = await readAnswer(answer, answer.mostBytes)
  if (!isCut) return bytes
  const reason = `AppBuilder's answer has more than ${answer.mostBytes} bytes, so it was not read (mostAnswerBytes).`
  throw new AppBuilderAnswerError(reason, answer.requestId)
}

/** So many characters of an answer that cannot be read are quoted: it often begins with what it says instead. */
const MAX_TOLD = 200

/** The answer as the schema reads it. Throws what is wrong with it. */
export async function objectOf<S extends z.ZodType>(schema: S, answer: Answer): Promise<z.output<S>> {
  const { requestId } = answer
  const text = new TextDecoder().decode(await wholeOf(answer))
  const value = jsonOf(text, requestId)
  const error = errorIn(value, requestId)
  if (error) throw error
  if (value === null) throw new AppBuilderNullError('AppBuilder answered with nothing: null.', requestId)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = issue?.path.join('.')
  const reason = `AppBuilder's answer cannot be read: ${place} ${issue?.message}: ${text.slice(0, MAX_TOLD)}`
  throw new AppBuilderAnswerError(reason, requestId)
}

function jsonOf(text: string, requestId: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppBuilderAnswerError('AppBuilder’s answer is not JSON.', requestId, { cause })
  }
}

/** The error that an answer of status 200 carries inside: whatever stands under `error`, it is no success. */
export function errorIn(value: unknown, requestId: string): AppBuilderError | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  const { error } = value
  const fields: Readonly<Record<string, unknown>> =
    typeof error === 'object' && error !== null ? { ...error } : { message: error }
  const { code, message, type, param, params } = fields
  return new AppBuilderServerError(
    {
      code: typeof code === 'number' ? code : wordsOf(code),
      message: wordsOf(message) || 'AppBuilder answered with an error.',
      type: wordsOf(type),
      params: params ?? param,
    },
    requestId,
  )
}

/** As text, for no document says that these fields have the types that they were seen with. */
const wordsOf = (value: unknown) =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
