import * as z from 'zod'
import { decimal } from './decimal'
import { samplingRanges, textLimits } from './limits'
import { metadataParam, metadataSchema } from './metadata'
import { responseFormatParam, responseFormatSchema, toolResourcesSchema, toolSchema, toolsParam } from './tool'

export const reasoningEffortSchema = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])

const assistantSchema = z.object({
  id: z.string(),
  object: z.literal('assistant'),
  /** Unix seconds, as every `_at` of this wire. */
  created_at: z.int(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  model: z.string(),
  instructions: z.string().nullable(),
  tools: z.array(toolSchema),
  tool_resources: toolResourcesSchema.nullable(),
  metadata: metadataSchema,
  temperature: z.number().nullable(),
  top_p: z.number().nullable(),
  response_format: responseFormatSchema,
  reasoning_effort: reasoningEffortSchema.nullish(),
})
export type Assistant = z.infer<typeof assistantSchema>

const settings = {
  name: z.string().max(textLimits.name).nullish(),
  description: z.string().max(textLimits.description).nullish(),
  instructions: z.string().max(textLimits.instructions).nullish(),
  tools: toolsParam.nullish(),
  tool_resources: toolResourcesSchema.nullish(),
  metadata: metadataParam,
  temperature: decimal(...samplingRanges.temperature).nullish(),
  top_p: decimal(...samplingRanges.top_p).nullish(),
  response_format: responseFormatParam.nullish(),
  reasoning_effort: reasoningEffortSchema.nullish(),
}

export const createAssistantBody = z.strictObject({ model: z.string().min(1), ...settings })
export type CreateAssistantBody = z.input<typeof createAssistantBody>

/** Left out means unchanged, null means cleared. */
export const modifyAssistantBody = z.strictObject({ model: z.string().min(1).optional(), ...settings })
export type ModifyAssistantBody = z.input<typeof modifyAssistantBody>
