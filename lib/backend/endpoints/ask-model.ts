// Asks a model for a few tokens, in the ways that a run may ask it.
import type { Fetch } from '@/lib/backend/fetch'
import type { ContentPart } from '@/lib/protocol/message'
import type { ModelAbilities } from '@/lib/protocol/model-settings'
import { createEndpointModel } from '@/lib/backend/models/endpoint-model'
import type { ModelInput } from '@/lib/backend/models/model'
import type { Pacing } from '@/lib/backend/models/pacing'
import type { Endpoint } from './endpoint'

export interface AskOptions extends Pick<Pacing, 'sleep'> {
  readonly fetch: Fetch
  /** How long each answer may take, in milliseconds. */
  readonly answerMs: number
}

interface Asked {
  /** Undefined when it answered. */
  readonly failure: unknown
  /** Of the last response; undefined when there was none. */
  readonly status: number | undefined
  readonly isStream: boolean
  /** What was answered, as far as it came. */
  readonly text: string
  readonly hasCalled: boolean
  /** The tokens were spent before the answer was whole: it shows nothing. */
  readonly isCut: boolean
}

/** Reasoning models spend some before they say anything. */
const MAX_TOKENS = 16
/** For a call or an object, which takes more than a word. */
const MAX_TOKENS_TO_SHOW = 64

/** Never throws. */
export async function askModel(
  endpoint: Endpoint,
  model: string,
  { fetch, sleep, answerMs, ...input }: AskOptions & Partial<ModelInput>,
): Promise<Asked> {
  let last: Response | undefined
  const noting: Fetch = async (address, init) => (last = await fetch(address, init))
  const { api, url: baseUrl, key: apiKey, headers } = endpoint
  const answer = createEndpointModel(api, { baseUrl, apiKey, headers, sleep, fetch: noting })
  const seen = { text: '', hasCalled: false, isCut: false }
  const ending = (failure?: unknown): Asked => ({
    ...seen,
    failure,
    status: last?.status,
    isStream: last?.headers.get('content-type')?.startsWith('text/event-stream') ?? false,
  })
  try {
    const signal = AbortSignal.timeout(answerMs)
    for await (const piece of answer({ ...plain, ...input, model, signal })) {
      if (piece.type === 'text') seen.text += piece.text
      if (piece.type === 'call') seen.hasCalled = true
      if (piece.type === 'finish') seen.isCut = piece.reason === 'length'
    }
    return ending()
  } catch (error) {
    return ending(error)
  }
}

/**
 * Asks for each in a request of its own. `streaming` is what the first answer came as. A model can what its answer
 * shows: an endpoint may take a parameter and do nothing with it. Null where the answer shows neither.
 */
export async function abilitiesOf(
  endpoint: Endpoint,
  model: string,
  { streaming, ...options }: AskOptions & Pick<ModelAbilities, 'streaming'>,
): Promise<ModelAbilities> {
  const ask = (input: Partial<ModelInput>) => askModel(endpoint, model, { ...options, ...input })
  const [tools, json_schema, images] = await Promise.all([
    canCall(ask),
    ask(withSchema).then((asked) => judge(asked, isReply(asked.text))),
    ask(withImage).then((asked) => judge(asked, true)),
  ])
  return { streaming, tools, json_schema, images }
}

/** Some endpoints have functions and refuse only that one must be called. */
async function canCall(ask: (input: Partial<ModelInput>) => Promise<Asked>): Promise<boolean | null> {
  const must = await ask({ ...withTools, tool_choice: 'required' })
  const isCalled = judge(must, must.hasCalled)
  if (isCalled !== false || must.failure === undefined) return isCalled
  const may = await ask(withTools)
  return may.failure === undefined && !may.hasCalled ? null : judge(may, may.hasCalled)
}

function judge({ failure, status, isCut }: Asked, isShown: boolean): boolean | null {
  if (failure !== undefined) return status !== undefined && refusing.has(status) ? false : null
  return isShown || (isCut ? null : false)
}

/** With these an endpoint says that it does not take what was asked. */
const refusing = new Set([400, 404, 415, 422, 501])

/** Is it an object of `withSchema`'s form? */
function isReply(text: string): boolean {
  try {
    const reply: unknown = JSON.parse(text)
    return typeof reply === 'object' && reply !== null && 'ok' in reply && typeof reply.ok === 'boolean'
  } catch {
    return false
  }
}

const text = (value: string): ContentPart => ({ type: 'text', text: { value, annotations: [] } })

const plain: Omit<ModelInput, 'model' | 'signal'> = {
  instructions: '',
  turns: [{ role: 'user', content: [text('Say OK.')] }],
  functions: [],
  tool_choice: 'auto',
  parallel_tool_calls: true,
  response_format: 'auto',
  temperature: null,
  top_p: null,
  reasoning_effort: null,
  max_completion_tokens: MAX_TOKENS,
  truncation: 'auto',
}

const noFields = { type: 'object', properties: {} }

const withTools: Partial<ModelInput> = {
  turns: [{ role: 'user', content: [text('What time is it? Call get_time.')] }],
  max_completion_tokens: MAX_TOKENS_TO_SHOW,
  functions: [{ name: 'get_time', description: 'The time now.', parameters: noFields }],
}

const withSchema: Partial<ModelInput> = {
  turns: [{ role: 'user', content: [text('Answer with {"ok": true}.')] }],
  max_completion_tokens: MAX_TOKENS_TO_SHOW,
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'reply',
      schema: {
        type: 'object',
        properties: { ok: { type: 'boolean' } },
        required: ['ok'],
        additionalProperties: false,
      },
      strict: true,
    },
  },
}

/** A white square of 32 × 32 pixels: some refuse smaller ones. */
const SQUARE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAAAAABWESUoAAAAFklEQVR42mP4TwAwjCoYVTCqYKQqAAA/aPwuqUTQyAAAAABJRU5ErkJggg=='

const withImage: Partial<ModelInput> = {
  turns: [{ role: 'user', content: [text('Say OK.'), { type: 'image_url', image_url: { url: SQUARE } }] }],
}
