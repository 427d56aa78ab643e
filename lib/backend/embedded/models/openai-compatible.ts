import { readFrames } from './answer-frames'
import { createChatClient, type ChatClientOptions } from './chat-client'
import { concessionFor, type Concession } from './chat-concessions'
import { RefusalError, requestError, streamError, tooSilent, wordsOf, type Endpoint } from './chat-errors'
import { readAnswer } from './chat-reader'
import { toChatRequest, type ChatRequest } from './chat-request'
import { createIdleLimit, type IdleLimit } from './idle-limit'
import type { Model, ModelChunk } from './model'

interface OpenAICompatibleOptions
  extends Omit<ChatClientOptions, 'fetch' | 'clock'>, Partial<Pick<ChatClientOptions, 'fetch' | 'clock'>> {
  /** How long the endpoint may send nothing before it is given up, in milliseconds. */
  readonly idleMs?: number
}

const IDLE_MS = 120_000
/** Usage comes behind the finish, and the end of the body behind that, where they come at all. */
const GRACE_MS = 2_000

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
  const open = createOpener(createChatClient({ fetch: globalThis.fetch, clock: Date.now, ...options }))

  return async function* answer(input): AsyncGenerator<ModelChunk> {
    input.signal.throwIfAborted()
    const idle = createIdleLimit(idleMs, input.signal)
    const told = (error: unknown, toError: typeof requestError) => {
      if (input.signal.aborted) return input.signal.reason
      return idle.isExceeded() ? tooSilent(endpoint, idleMs) : toError(error, endpoint)
    }
    try {
      const { body } = await open(toChatRequest(input), idle).catch((error: unknown) => {
        throw told(error, requestError)
      })
      const frames = body ? readFrames(body, { endpoint, idle }) : []
      for await (const piece of readAnswer(frames, { input, endpoint, onFinish: () => idle.endWithin(GRACE_MS) })) {
        input.signal.throwIfAborted()
        yield piece
      }
    } catch (error) {
      throw told(error, streamError)
    } finally {
      idle.close()
    }
  }
}

/** Sends a request, and again without what the endpoint turns out not to know. */
function createOpener(ask: ReturnType<typeof createChatClient>) {
  // What a model has refused once is not sent to it again.
  const learned = new Map<string, readonly Concession[]>()

  return async (request: ChatRequest, idle: IdleLimit): Promise<Response> => {
    const made = [...(learned.get(request.model) ?? [])]
    let current = made.reduce((before, concession) => concession.makes(before), request)
    for (;;) {
      try {
        const response = await ask(current, idle)
        learned.set(request.model, made)
        return response
      } catch (error) {
        const concession = isRefusal(error) ? concessionFor(wordsOf(error.error), current) : undefined
        if (!concession) throw error
        made.push(concession)
        current = concession.makes(current)
      }
    }
  }
}

const isRefusal = (error: unknown): error is RefusalError =>
  error instanceof RefusalError && (error.status === 400 || error.status === 422)
