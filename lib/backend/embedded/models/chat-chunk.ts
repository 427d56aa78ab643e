import { z } from 'zod'
import type { Usage } from '@/lib/protocol/run'

const callFragmentSchema = z.looseObject({
  index: z.int().nullish(),
  id: z.string().nullish(),
  function: z
    .looseObject({
      name: z.string().nullish(),
      /** JSON text; a few endpoints send the object itself. */
      arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
    })
    .nullish(),
})
export type CallFragment = z.infer<typeof callFragmentSchema>

const chatUsageSchema = z.looseObject({
  prompt_tokens: z.int().min(0),
  completion_tokens: z.int().min(0).nullish(),
  total_tokens: z.int().min(0).nullish(),
})

/** A chunk of a chat-completions stream, as loosely as endpoints write it. */
export const chatChunkSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        index: z.int().nullish(),
        delta: z
          .looseObject({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z.array(callFragmentSchema).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: chatUsageSchema.nullish().catch(null),
})
export type ChatChunk = z.infer<typeof chatChunkSchema>

export function toUsage(usage: ChatChunk['usage']): Usage | undefined {
  if (!usage) return undefined
  const completion = usage.completion_tokens ?? 0
  return {
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: completion,
    total_tokens: usage.total_tokens ?? usage.prompt_tokens + completion,
  }
}
