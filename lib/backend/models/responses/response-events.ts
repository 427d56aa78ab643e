import * as z from 'zod'
import type { Usage } from '@/lib/protocol/run'
import type { AnswerFrame } from '../remote/answer-frames'
import type { Endpoint } from '../remote/endpoint-errors'
import { valueOfFrame } from '../remote/frame-value'
import { ModelError, type CountedTokens } from '../model'
import { ranOutputs } from './ran-code'

const text = z.string().nullish().catch(null)
const count = z.int().min(0).nullish().catch(null)

const partSchema = z.looseObject({ type: text, text, refusal: text })
const parts = z.array(partSchema).nullish().catch(null)

const itemSchema = z.looseObject({
  type: z.string(),
  id: text,
  call_id: text,
  name: text,
  arguments: text,
  content: parts,
  summary: parts,
  encrypted_content: text,
  phase: text,
  code: text,
  outputs: ranOutputs,
})
export type OutputItem = z.infer<typeof itemSchema>

const responseUsageSchema = z.looseObject({
  input_tokens: z.int().min(0),
  output_tokens: z.int().min(0),
  total_tokens: count,
  input_tokens_details: z.looseObject({ cached_tokens: count }).nullish().catch(null),
  output_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish().catch(null),
})
export type ResponseUsage = z.infer<typeof responseUsageSchema>

const responseSchema = z.looseObject({
  status: text,
  error: z
    .union([z.looseObject({}), z.string()])
    .nullish()
    .catch(null),
  incomplete_details: z.looseObject({ reason: text }).nullish().catch(null),
  output: z.array(itemSchema).nullish().catch(null),
  usage: responseUsageSchema.nullish().catch(null),
})
export type ResponseObject = z.infer<typeof responseSchema>

const eventSchema = z.looseObject({
  type: z.string(),
  output_index: count,
  item_id: text,
  content_index: count,
  summary_index: count,
  delta: text,
  text,
  refusal: text,
  arguments: text,
  code: text,
  item: itemSchema.nullish(),
  response: responseSchema.nullish(),
})
export type ResponseEvent = z.infer<typeof eventSchema>

/**
 * An event of a Responses stream, as loosely as endpoints write it. A whole response, from an endpoint that does not
 * stream, becomes the event of its end. Throws `ModelError` for an error that it reports, and for anything else.
 */
export function eventOf(frame: AnswerFrame, endpoint: Endpoint): ResponseEvent {
  const value = valueOfFrame(frame, endpoint)
  const { object, status } = (value ?? {}) as { readonly object?: unknown; readonly status?: unknown }
  const event =
    object === 'response'
      ? { type: `response.${String(status)}`, response: value }
      : // Some say the type in the name of the event only.
        { type: frame.event, ...(value as object | null) }
  const result = eventSchema.safeParse(event)
  if (result.success) return result.data
  const message = `The model endpoint ${endpoint.host} sent something that is not an event of the Responses API.`
  const hint = object === 'chat.completion.chunk' || object === 'chat.completion' ? ' It speaks chat completions.' : ''
  throw new ModelError('server_error', message + hint, { cause: result.error })
}

export const usageIn = ({ input_tokens, output_tokens, total_tokens }: ResponseUsage): Usage => ({
  prompt_tokens: input_tokens,
  completion_tokens: output_tokens,
  total_tokens: total_tokens ?? input_tokens + output_tokens,
})

export const countedIn = (usage: ResponseUsage): CountedTokens => ({
  cached: usage.input_tokens_details?.cached_tokens ?? null,
  reasoning: usage.output_tokens_details?.reasoning_tokens ?? null,
})
