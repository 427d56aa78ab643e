import OpenAI, { APIError } from 'openai'
import { concessionFor, type Concession } from './chat-concessions'
import { requestError, streamError, tooSilent, type Endpoint } from './chat-errors'
import { explainingFetch } from './chat-fetch'
import { readAnswer } from './chat-reader'
import { toChatRequest, type ChatRequest } from './chat-request'
import { createIdleLimit, type IdleLimit } from './idle-limit'
import { ModelError, type Model, type ModelChunk } from './model'

interface OpenAICompatibleOptions {
  /** Up to and including `/v1`, or whatever stands before `/chat/completions`. */
  readonly baseUrl: string
  /** Empty for endpoints without a key. */
  readonly apiKey: string
  readonly fetch?: typeof globalThis.fetch
  /** How long the endpoint may send nothing before it is given up, in milliseconds. */
  readonly idleMs?: number
}

const IDLE_MS = 120_000
const MAX_RETRIES = 1

/** Host and port of a base URL: all of it that may be shown. Throws when the URL carries credentials. */
export function hostOf(baseUrl: string): string {
  const url = new URL(baseUrl)
  if (url.username !== '' || url.password !== '') {
    throw new Error('The address of a model endpoint must not carry a user name or a password.')
  }
  return url.host
}

/** Any endpoint that speaks chat completions: OpenAI, Azure, Ollama, vLLM, llama.cpp, DeepSeek, Qianfan and others. */
export function createOpenAICompatibleModel(options: OpenAICompatibleOptions): Model {
  const { apiKey, idleMs = IDLE_MS } = options
  const endpoint: Endpoint = { host: hostOf(options.baseUrl), apiKey }
  const client = createClient(options)
  // What a model has refused once is not sent to it again.
  const learned = new Map<string, readonly Concession[]>()

  async function open(request: ChatRequest, idle: IdleLimit): Promise<AsyncIterable<unknown>> {
    const made = [...(learned.get(request.model) ?? [])]
    let current = made.reduce((before, concession) => concession.makes(before), request)
    for (;;) {
      const opened = client.chat.completions.create(current, { signal: idle.signal }).withResponse()
      try {
        const { data, response } = await idle.until(opened)
        expectEventStream(response, endpoint)
        learned.set(request.model, made)
        return data
      } catch (error) {
        const concession = isRefusal(error) ? concessionFor(error.message, current) : undefined
        if (!concession) throw error
        made.push(concession)
        current = concession.makes(current)
      }
    }
  }

  return async function* answer(input): AsyncGenerator<ModelChunk> {
    input.signal.throwIfAborted()
    const idle = createIdleLimit(idleMs, input.signal)
    const told = (error: unknown, toError: typeof requestError) => {
      if (input.signal.aborted) return input.signal.reason
      return idle.isExceeded() ? tooSilent(endpoint, idleMs) : toError(error, endpoint)
    }
    try {
      const chunks = await open(toChatRequest(input), idle).catch((error: unknown) => {
        throw told(error, requestError)
      })
      const held = heldTo(idle, chunks, (error) => told(error, streamError))
      for await (const piece of readAnswer(held, input, endpoint)) {
        input.signal.throwIfAborted()
        yield piece
      }
    } finally {
      idle.close()
    }
  }
}

function createClient({ baseUrl, apiKey, fetch = globalThis.fetch, idleMs = IDLE_MS }: OpenAICompatibleOptions) {
  const { origin, pathname, searchParams } = new URL(baseUrl)
  return new OpenAI({
    baseURL: `${origin}${pathname}`,
    defaultQuery: Object.fromEntries(searchParams),
    // The SDK wants a key; without one the header is left out.
    apiKey: apiKey || 'none',
    defaultHeaders: apiKey === '' ? { Authorization: null } : {},
    // Nothing of the SDK's own environment variables, and nothing on the console: it would print what users wrote.
    adminAPIKey: null,
    organization: null,
    project: null,
    logLevel: 'off',
    fetch: explainingFetch(fetch),
    maxRetries: MAX_RETRIES,
    // The idle limit comes first; this one only must not.
    timeout: idleMs + 1_000,
  })
}

const isRefusal = (error: unknown): error is APIError =>
  error instanceof APIError && (error.status === 400 || error.status === 422)

function expectEventStream(response: Response, { host }: Endpoint) {
  const type = response.headers.get('content-type') ?? ''
  if (!/^(?:text\/html|application\/json)\b/.test(type)) return
  const message = `The model endpoint ${host} answered with ${type.split(';')[0]} instead of a stream of events.`
  throw new ModelError('server_error', `${message} Does its address end where /chat/completions has to follow?`)
}

/** The same values; every wait for one is held to the limit. Closing the limit is what ends the reading early. */
async function* heldTo(
  idle: IdleLimit,
  chunks: AsyncIterable<unknown>,
  toError: (error: unknown) => unknown,
): AsyncGenerator<unknown> {
  const iterator = chunks[Symbol.asyncIterator]()
  for (;;) {
    const next = await idle.until(iterator.next()).catch((error: unknown) => {
      throw toError(error)
    })
    // The SDK takes an abort for a plain end.
    if (idle.signal.aborted) throw toError(idle.signal.reason)
    if (next.done) return
    yield next.value
  }
}
