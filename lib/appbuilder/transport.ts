// How requests leave and answers come back. Every request is a POST; only HTTP status 200 is a success.
import type * as z from 'zod'
import { retryAfterMsOf } from '@/lib/protocol/retry-after'
import { answerFrom, objectOf, readAnswer, tookTooLong, type Answer } from './answer'
import { AppBuilderConnectionError, AppBuilderError, AppBuilderHttpError, AppBuilderTimeoutError } from './error'
import { retried, sleep } from './retried'
import { callDeadlineOf, timeoutsOf, within, type CallDeadline, type Timeouts } from './timeouts'

/** What a call may set for itself; what it does not is as the client has it. */
export interface CallOptions {
  /** Ends the call, which then throws the signal's reason. What the gateway has begun goes on there. */
  readonly signal?: AbortSignal
  readonly timeouts?: Timeouts
  /**
   * So often a request that failed is sent again: 2 unless said otherwise, after 0.5 s, then 1 s, then 2 s, or as
   * `Retry-After` says. Only what may be repeated is: lists, queries, downloads and `cancel` after a lost connection
   * and the statuses 408, 429, 500, 502, 503, 504; everything else after 429 alone, which says that nothing was done.
   */
  readonly retries?: number
}

export interface TransportOptions extends Omit<CallOptions, 'signal'> {
  /** The secret key, with or without the word `Bearer` before it. */
  readonly token: string
  /** The base of every address; a path in it is kept. By default the public service. */
  readonly gateway?: string
  /** So many bytes of one answer, or of one event of a stream, are read at most: 64 MiB unless said otherwise. */
  readonly mostAnswerBytes?: number
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>
  /** Makes the id of a request. */
  readonly requestId?: () => string
  /** The present moment in Unix milliseconds. */
  readonly clock?: () => number
  /** Waits so many milliseconds. Throws the signal's reason when it is aborted. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  /** From 0 up to 1. */
  readonly random?: () => number
}

interface Sending extends CallOptions {
  /** May it be sent twice? */
  readonly isRepeatable?: boolean
  /** Does its answer begin only when all is done? */
  readonly beginsLate?: boolean
}

interface Reading<S extends z.ZodType> extends Sending {
  readonly schema: S
}

export interface Transport {
  /** Sends JSON and reads JSON. */
  call<S extends z.ZodType>(path: string, body: object, reading: Reading<S>): Promise<z.output<S>>
  /** Sends a form and reads JSON. */
  upload<S extends z.ZodType>(path: string, form: FormData, reading: Reading<S>): Promise<z.output<S>>
  /** Sends JSON and gives the answer as it comes. */
  open(path: string, body: object, sending?: Sending): Promise<Answer>
}

/** Where the public service answers. */
export const PUBLIC_GATEWAY = 'https://appbuilder.baidu.com'

const RETRIES = 2
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** So much is read of what comes with a status that is no success. */
const MAX_REFUSAL_BYTES = 64 * 1024

/** Gateways choose between old and new forms of their answers by the version of the SDK whose wire is spoken. */
const SDK_CONFIG = JSON.stringify({
  appbuilder_sdk_version: '1.1.4',
  appbuilder_sdk_language: 'typescript',
  appbuilder_sdk_platform: 'unknown',
})

export function createTransport(options: TransportOptions): Transport {
  async function ask<T>(path: string, init: RequestInit, then: Then<T>): Promise<T> {
    const { sending, read } = then
    const timeouts = timeoutsOf(sending.timeouts, options.timeouts)
    const callDeadline = callDeadlineOf(timeouts.wholeMs, sending.signal)
    const attempt = async () => read(await post(options, { ...sending, path, init, timeouts, callDeadline }))
    const retrying = {
      retries: sending.retries ?? options.retries ?? RETRIES,
      isRepeatable: sending.isRepeatable ?? false,
      signal: callDeadline.signal,
      sleep: options.sleep ?? sleep,
      random: options.random ?? Math.random,
    }
    return retried(attempt, retrying).catch((error: unknown) => {
      if (!(error instanceof AppBuilderError)) callDeadline.check(tookTooLong(''))
      throw error
    })
  }

  const json = (body: object): RequestInit => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

  return {
    call: (path, body, { schema, ...sending }) =>
      ask(path, json(body), { sending, read: (answer) => objectOf(schema, answer) }),
    upload: (path, form, { schema, ...sending }) =>
      ask(path, { body: form }, { sending, read: (answer) => objectOf(schema, answer) }),
    open: (path, body, sending = {}) => ask(path, json(body), { sending, read: async (answer) => answer }),
  }
}

/** What becomes of an answer. */
interface Then<T> {
  readonly sending: Sending
  readonly read: (answer: Answer) => Promise<T>
}

interface Asking extends Pick<Sending, 'beginsLate'> {
  readonly path: string
  readonly init: RequestInit
  readonly timeouts: Required<Timeouts>
  readonly callDeadline: CallDeadline
}

async function post(options: TransportOptions, request: Asking): Promise<Answer> {
  const { requestId: newId = () => crypto.randomUUID(), clock = Date.now } = options
  const { callDeadline, timeouts } = request
  const id = newId()
  const response = await headOf(options, request, id)
  const requestId = response.headers.get('x-appbuilder-request-id') ?? id
  const mostBytes = options.mostAnswerBytes ?? MAX_ANSWER_BYTES
  const answer = answerFrom(response, { requestId, callDeadline, silenceMs: timeouts.silenceMs, mostBytes })
  const { status, headers } = response
  if (status === 200) return answer
  const { bytes } = await readAnswer(answer, Math.min(mostBytes, MAX_REFUSAL_BYTES))
  const refusal = { status, body: new TextDecoder().decode(bytes), retryAfterMs: retryAfterMsOf(headers, clock()) }
  throw new AppBuilderHttpError(refusal, requestId)
}

/** The head of the answer. Throws `AppBuilderConnectionError` when there is none, or none in time. */
async function headOf(options: TransportOptions, request: Asking, id: string): Promise<Response> {
  const { path, init, timeouts, callDeadline, beginsLate = false } = request
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init))
  const late = new AbortController()
  const signal = callDeadline.signal ? AbortSignal.any([callDeadline.signal, late.signal]) : late.signal
  const onLate = () => {
    const error = new AppBuilderTimeoutError(`AppBuilder did not answer within ${timeouts.connectMs} ms.`, id)
    late.abort(error)
    return error
  }
  const headers = { ...init.headers, ...headersOf(options.token, id) }
  // A redirect could carry the key to another host.
  const asked = { ...init, method: 'POST', headers, redirect: 'error', signal } as const
  try {
    return await within(send(`${baseOf(options)}${path}`, asked), { ms: beginsLate ? 0 : timeouts.connectMs, onLate })
  } catch (cause) {
    callDeadline.check(tookTooLong(id))
    if (cause instanceof AppBuilderTimeoutError) throw cause
    throw new AppBuilderConnectionError(`AppBuilder cannot be reached at ${hostOf(options)}.`, id, { cause })
  }
}

function headersOf(token: string, id: string) {
  const authorization = token.startsWith('Bearer') ? token : `Bearer ${token}`
  return {
    authorization,
    'x-appbuilder-authorization': authorization,
    'x-appbuilder-request-id': id,
    'x-bce-request-id': id,
    'x-appbuilder-sdk-config': SDK_CONFIG,
    'x-appbuilder-origin': 'appbuilder_sdk',
  }
}

/** Without what may be secret in the address. */
function hostOf(options: TransportOptions) {
  const base = baseOf(options)
  return URL.canParse(base) ? new URL(base).host : 'an address that is none'
}

function baseOf({ gateway = PUBLIC_GATEWAY }: TransportOptions) {
  const base = gateway.replace(/\/+$/, '')
  return /^https?:/.test(base) ? base : `https://${base}`
}
