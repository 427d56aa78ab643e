// How requests leave and answers come back. Every request is a POST; only HTTP status 200 is a success.
import type * as z from 'zod'
import {
  AppBuilderAnswerError,
  AppBuilderConnectionError,
  AppBuilderHttpError,
  AppBuilderNullError,
  AppBuilderServerError,
  type AppBuilderError,
} from './error'

export interface TransportOptions {
  /** The secret key, with or without the word `Bearer` before it. */
  readonly token: string
  /** The base of every address; a path in it is kept. By default the public service. */
  readonly gateway?: string
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>
  /** Makes the id of a request. */
  readonly requestId?: () => string
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

interface Reading<S extends z.ZodType> extends CallOptions {
  readonly schema: S
}

/** An answer whose head has arrived, and the id of its request. */
export interface Answer {
  readonly response: Response
  readonly requestId: string
}

export interface Transport {
  /** Sends JSON and reads JSON. */
  call<S extends z.ZodType>(path: string, body: object, reading: Reading<S>): Promise<z.output<S>>
  /** Sends a form and reads JSON. */
  upload<S extends z.ZodType>(path: string, form: FormData, reading: Reading<S>): Promise<z.output<S>>
  /** Sends JSON and gives the answer as it comes. */
  open(path: string, body: object, options?: CallOptions): Promise<Answer>
}

/** Where the public service answers. */
export const PUBLIC_GATEWAY = 'https://appbuilder.baidu.com'

/** Gateways choose between old and new forms of their answers by the version of the SDK whose wire is spoken. */
const SDK_CONFIG = JSON.stringify({
  appbuilder_sdk_version: '1.1.4',
  appbuilder_sdk_language: 'typescript',
  appbuilder_sdk_platform: 'unknown',
})

export function createTransport(options: TransportOptions): Transport {
  const { gateway = PUBLIC_GATEWAY, requestId: newId = () => crypto.randomUUID() } = options
  const send = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init))
  const base = /^https?:/.test(gateway) ? gateway.replace(/\/+$/, '') : `https://${gateway.replace(/\/+$/, '')}`
  const authorization = options.token.startsWith('Bearer') ? options.token : `Bearer ${options.token}`

  async function post(path: string, init: RequestInit, { signal }: CallOptions = {}): Promise<Answer> {
    const id = newId()
    const headers = {
      ...init.headers,
      authorization,
      'x-appbuilder-authorization': authorization,
      'x-appbuilder-request-id': id,
      'x-bce-request-id': id,
      'x-appbuilder-sdk-config': SDK_CONFIG,
      'x-appbuilder-origin': 'appbuilder_sdk',
    }
    // A redirect could carry the key to another host.
    const request = { ...init, method: 'POST', headers, redirect: 'error', ...(signal && { signal }) } as const
    const response = await send(`${base}${path}`, request).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw new AppBuilderConnectionError('AppBuilder cannot be reached.', id, { cause })
    })
    const requestId = response.headers.get('x-appbuilder-request-id') ?? id
    if (response.status !== 200)
      throw new AppBuilderHttpError(response.status, await textOf(response, requestId, signal), requestId)
    return { response, requestId }
  }

  async function read<S extends z.ZodType>({ response, requestId }: Answer, { schema, signal }: Reading<S>) {
    return answerOf(schema, await textOf(response, requestId, signal), requestId)
  }

  const json = (body: object): RequestInit => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

  return {
    call: async (path, body, reading) => read(await post(path, json(body), reading), reading),
    upload: async (path, form, reading) => read(await post(path, { body: form }, reading), reading),
    open: (path, body, options) => post(path, json(body), options),
  }
}

const textOf = (response: Response, requestId: string, signal: AbortSignal | undefined) =>
  wholeOf(response.text(), { requestId, signal })

/** An answer's body, read to its end. Throws `AppBuilderConnectionError` where it breaks off. */
export async function wholeOf<T>(body: Promise<T>, { requestId, signal }: Reader): Promise<T> {
  try {
    return await body
  } catch (cause) {
    signal?.throwIfAborted()
    throw new AppBuilderConnectionError('AppBuilder broke off its answer.', requestId, { cause })
  }
}

interface Reader {
  readonly requestId: string
  readonly signal: AbortSignal | undefined
}

/** So many characters of an answer that cannot be read are told: what it says instead often begins it. */
const MOST_TOLD = 200

/** The answer as the schema reads it. Throws what is wrong with it. */
function answerOf<S extends z.ZodType>(schema: S, text: string, requestId: string): z.output<S> {
  const value = jsonOf(text, requestId)
  const error = errorIn(value, requestId)
  if (error) throw error
  if (value === null) throw new AppBuilderNullError('AppBuilder answered with nothing: null.', requestId)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = issue?.path.join('.')
  const reason = `AppBuilder's answer cannot be read: ${place} ${issue?.message}: ${text.slice(0, MOST_TOLD)}`
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
