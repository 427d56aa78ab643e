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
}

/** Reasoning models spend some before they say anything. */
const MAX_TOKENS = 16

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
  const ending = (failure?: unknown): Asked => ({
    failure,
    status: last?.status,
    isStream: last?.headers.get('content-type')?.startsWith('text/event-stream') ?? false,
  })
  try {
    const signal = AbortSignal.timeout(answerMs)
    for await (const piece of answer({ ...plain, ...input, model, signal })) void piece
    return ending()
  } catch (error) {
    return ending(error)
  }
}

/** Asks for each in a request of its own. `streaming` is what the first answer came as. */
export async function abilitiesOf(
  endpoint: Endpoint,
  model: string,
  { streaming, ...options }: AskOptions & Pick<ModelAbilities, 'streaming'>,
): Promise<ModelAbilities> {
  const can = async (input: Partial<ModelInput>) => {
    const { failure, status } = await askModel(endpoint, model, { ...options, ...input })
    if (failure === undefined) return true
    return status !== undefined && refusing.has(status) ? false : null
  }
  const [tools, json_schema, images] = await Promise.all([can(withTools), can(withSchema), can(withImage)])
  return { streaming, tools, json_schema, images }
}

/** With these an endpoint says that it does not take what was asked. */
const refusing = new Set([400, 404, 415, 422, 501])

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
  functions: [{ name: 'get_time', description: 'The time now.', parameters: noFields }],
}

const withSchema: Partial<ModelInput> = {
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
