import * as z from 'zod'
import type { Usage } from '@/lib/protocol/run'
import { textOfDetails } from '@/lib/run/reasoning-details'
import type { CountedTokens, ModelChunk } from '../model'

const functionSchema = z.looseObject({
  name: z.string().nullish(),
  /** JSON text; a few endpoints send the object itself. */
  arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
})

const callFragmentSchema = z.looseObject({
  index: z.int().nullish(),
  id: z.string().nullish(),
  function: functionSchema.nullish(),
})
export type CallFragment = z.infer<typeof callFragmentSchema>

/** A part of content that is a list: text, or thinking in one of its shapes. */
const partSchema = z.looseObject({ type: z.string().nullish(), text: z.string().nullish() })
const contentSchema = z.union([z.string(), z.array(partSchema)])
type Content = z.infer<typeof contentSchema>

const deltaSchema = z.looseObject({
  content: contentSchema.nullish(),
  reasoning_content: z.string().nullish().catch(null),
  reasoning: z.string().nullish().catch(null),
  /** OpenRouter's: the same with its structure, signed or encrypted. */
  reasoning_details: z.array(z.looseObject({})).nullish().catch(null),
  refusal: z.string().nullish(),
  tool_calls: z.array(callFragmentSchema).nullish(),
  /** What calls were before `tool_calls`: one, without an id. */
  function_call: functionSchema.nullish(),
})
export type Delta = z.infer<typeof deltaSchema>

const count = z.int().min(0).nullish().catch(null)

const chatUsageSchema = z.looseObject({
  prompt_tokens: z.int().min(0),
  completion_tokens: z.int().min(0).nullish(),
  total_tokens: z.int().min(0).nullish(),
  prompt_tokens_details: z.looseObject({ cached_tokens: count }).nullish().catch(null),
  completion_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish().catch(null),
  /** DeepSeek's word for what was cached. */
  prompt_cache_hit_tokens: count,
})

/** A chunk of a chat-completions stream, as loosely as endpoints write it. */
export const chatChunkSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        index: z.int().nullish(),
        delta: deltaSchema.nullish(),
        /** In place of `delta` where an endpoint does not stream, or streams in its own way. */
        message: deltaSchema.nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: chatUsageSchema.nullish().catch(null),
})
export type ChatChunk = z.infer<typeof chatChunkSchema>

export const textOfContent = (content: Content | null | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map((part) => (isText(part) ? part.text : '')).join('')

type ReasoningPiece = Omit<Extract<ModelChunk, { type: 'reasoning' }>, 'type'>

/** Some endpoints send the same in two or three fields. */
export function reasoningIn(delta: Delta): readonly ReasoningPiece[] {
  const pieces: readonly ReasoningPiece[] = [
    reasoningOf(delta),
    { text: Array.isArray(delta.content) ? delta.content.map(thinkingOf).join('') : '', field: null },
  ]
  return pieces.filter(({ text, details }) => text !== '' || details !== undefined)
}

function reasoningOf({ reasoning_content, reasoning, reasoning_details }: Delta): ReasoningPiece {
  const details = reasoning_details?.length ? { details: reasoning_details } : {}
  if (reasoning_content) return { text: reasoning_content, field: 'reasoning_content', ...details }
  if (reasoning) return { text: reasoning, field: 'reasoning', ...details }
  return { text: textOfDetails(reasoning_details ?? []), field: null, ...details }
}

type Part = z.infer<typeof partSchema>
const isThinking = ({ type }: Part) => type === 'thinking' || type === 'reasoning'
const isText = (part: Part): part is Part & { text: string } => !isThinking(part) && typeof part.text === 'string'

/** `thinking` is text (Anthropic) or again a list of parts (Mistral). */
function thinkingOf(part: Part): string {
  if (!isThinking(part)) return ''
  const within = contentSchema.safeParse(part.thinking ?? part.reasoning ?? part.text)
  return within.success ? textOfContent(within.data) : ''
}

type ChatUsage = z.infer<typeof chatUsageSchema>

export function toUsage({ prompt_tokens, completion_tokens, total_tokens }: ChatUsage): Usage {
  const completion = completion_tokens ?? 0
  return { prompt_tokens, completion_tokens: completion, total_tokens: total_tokens ?? prompt_tokens + completion }
}

export const countedIn = (usage: ChatUsage): CountedTokens => ({
  cached: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? null,
  reasoning: usage.completion_tokens_details?.reasoning_tokens ?? null,
})
