import * as z from 'zod'
import { decimal } from './decimal'
import { reasoningEffortSchema } from './assistant'
import { MAX_NEW_MESSAGES, runMinimums, samplingRanges, textLimits } from './limits'
import { createMessageBody } from './message'
import { metadataParam, metadataSchema } from './metadata'
import { runStatuses } from './status'
import { createThreadBody } from './thread'
import {
  responseFormatParam,
  responseFormatSchema,
  toolChoiceSchema,
  toolResourcesSchema,
  toolSchema,
  toolsParam,
} from './tool'

const functionCallSchema = z.object({
  id: z.string(),
  type: z.literal('function'),
  /** `arguments` is JSON text as the model wrote it; it need not parse. */
  function: z.object({ name: z.string(), arguments: z.string() }),
})
export type FunctionCall = z.infer<typeof functionCallSchema>

const usageSchema = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
export type Usage = z.infer<typeof usageSchema>

const lastErrorSchema = z.object({
  code: z.enum(['server_error', 'rate_limit_exceeded', 'invalid_prompt']),
  message: z.string(),
})
export type LastError = z.infer<typeof lastErrorSchema>

const truncationStrategySchema = z.strictObject({
  type: z.enum(['auto', 'last_messages']),
  last_messages: z.int().min(runMinimums.last_messages).nullish(),
})

const runSchema = z.object({
  id: z.string(),
  object: z.literal('thread.run'),
  created_at: z.int(),
  thread_id: z.string(),
  assistant_id: z.string(),
  status: z.enum(runStatuses),
  required_action: z
    .object({
      type: z.literal('submit_tool_outputs'),
      submit_tool_outputs: z.object({ tool_calls: z.array(functionCallSchema) }),
    })
    .nullable(),
  last_error: lastErrorSchema.nullable(),
  expires_at: z.int().nullable(),
  started_at: z.int().nullable(),
  cancelled_at: z.int().nullable(),
  failed_at: z.int().nullable(),
  completed_at: z.int().nullable(),
  incomplete_details: z.object({ reason: z.enum(['max_completion_tokens', 'max_prompt_tokens']) }).nullable(),
  model: z.string(),
  /** Never null here, unlike on the assistant. */
  instructions: z.string(),
  tools: z.array(toolSchema),
  tool_resources: toolResourcesSchema.nullish(),
  metadata: metadataSchema,
  usage: usageSchema.nullable(),
  temperature: z.number().nullable(),
  top_p: z.number().nullable(),
  max_prompt_tokens: z.int().nullable(),
  max_completion_tokens: z.int().nullable(),
  truncation_strategy: truncationStrategySchema,
  tool_choice: toolChoiceSchema,
  parallel_tool_calls: z.boolean(),
  response_format: responseFormatSchema,
  reasoning_effort: reasoningEffortSchema.nullish(),
})
export type Run = z.infer<typeof runSchema>

const common = {
  assistant_id: z.string(),
  model: z.string().nullish(),
  instructions: z.string().max(textLimits.instructions).nullish(),
  tools: toolsParam.nullish(),
  metadata: metadataParam,
  temperature: decimal(...samplingRanges.temperature).nullish(),
  top_p: decimal(...samplingRanges.top_p).nullish(),
  stream: z.boolean().nullish(),
  max_prompt_tokens: z.int().min(runMinimums.max_prompt_tokens).nullish(),
  max_completion_tokens: z.int().min(runMinimums.max_completion_tokens).nullish(),
  truncation_strategy: truncationStrategySchema.nullish(),
  tool_choice: toolChoiceSchema.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: responseFormatParam.nullish(),
}

export const createRunBody = z.strictObject({
  ...common,
  reasoning_effort: reasoningEffortSchema.nullish(),
  additional_instructions: z.string().max(textLimits.instructions).nullish(),
  additional_messages: z.array(createMessageBody).max(MAX_NEW_MESSAGES).nullish(),
})
export type CreateRunBody = z.input<typeof createRunBody>

export const createThreadAndRunBody = z.strictObject({
  ...common,
  thread: createThreadBody.nullish(),
  tool_resources: toolResourcesSchema.nullish(),
})

export const modifyRunBody = z.strictObject({ metadata: metadataParam })

export const submitToolOutputsBody = z.strictObject({
  /** A missing output counts as the empty string: the function returned nothing. */
  tool_outputs: z.array(
    z.strictObject({
      tool_call_id: z.string(),
      output: z
        .string()
        .nullish()
        .transform((text) => text ?? ''),
    }),
  ),
  stream: z.boolean().nullish(),
})
export type SubmitToolOutputsBody = z.output<typeof submitToolOutputsBody>
