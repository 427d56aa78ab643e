import * as z from 'zod'
import { MAX_NEW_MESSAGES } from './limits'
import { createMessageBody } from './message'
import { metadataParam, metadataSchema } from './metadata'
import { toolResourcesSchema } from './tool'

const threadSchema = z.object({
  id: z.string(),
  object: z.literal('thread'),
  created_at: z.int(),
  tool_resources: toolResourcesSchema.nullable(),
  metadata: metadataSchema,
})
export type Thread = z.infer<typeof threadSchema>

export const createThreadBody = z.strictObject({
  messages: z.array(createMessageBody).max(MAX_NEW_MESSAGES).nullish(),
  tool_resources: toolResourcesSchema.nullish(),
  metadata: metadataParam,
})
export type CreateThreadBody = z.input<typeof createThreadBody>

export const modifyThreadBody = z.strictObject({
  tool_resources: toolResourcesSchema.nullish(),
  metadata: metadataParam,
})
export type ModifyThreadBody = z.output<typeof modifyThreadBody>
