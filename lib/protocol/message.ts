import * as z from 'zod'
import { MAX_TEXT } from './limits'
import { metadataParam, metadataSchema } from './metadata'
import { messageIncompleteReasons, messageStatuses } from './status'

const detailSchema = z.enum(['auto', 'low', 'high'])

const annotationSchema = z.looseObject({
  type: z.string(),
  text: z.string(),
  start_index: z.int(),
  end_index: z.int(),
})

const contentPartSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.object({ value: z.string(), annotations: z.array(annotationSchema) }),
  }),
  z.object({
    type: z.literal('image_file'),
    image_file: z.object({ file_id: z.string(), detail: detailSchema.optional() }),
  }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string(), detail: detailSchema.optional() }) }),
  z.object({ type: z.literal('refusal'), refusal: z.string() }),
])
export type ContentPart = z.infer<typeof contentPartSchema>

const attachmentSchema = z.strictObject({
  file_id: z.string(),
  tools: z.array(z.strictObject({ type: z.enum(['code_interpreter', 'file_search']) })).optional(),
})

const messageSchema = z.object({
  id: z.string(),
  object: z.literal('thread.message'),
  created_at: z.int(),
  thread_id: z.string(),
  status: z.enum(messageStatuses),
  incomplete_details: z.object({ reason: z.enum(messageIncompleteReasons) }).nullable(),
  completed_at: z.int().nullable(),
  incomplete_at: z.int().nullable(),
  role: z.enum(['user', 'assistant']),
  content: z.array(contentPartSchema),
  assistant_id: z.string().nullable(),
  run_id: z.string().nullable(),
  attachments: z.array(attachmentSchema).nullable(),
  metadata: metadataSchema,
})
export type Message = z.infer<typeof messageSchema>

const contentPartParam = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(MAX_TEXT) }),
  z.strictObject({
    type: z.literal('image_url'),
    image_url: z.strictObject({ url: z.string(), detail: detailSchema.optional() }),
  }),
  z.strictObject({
    type: z.literal('image_file'),
    image_file: z.strictObject({ file_id: z.string(), detail: detailSchema.optional() }),
  }),
])

export const createMessageBody = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string().min(1).max(MAX_TEXT), z.array(contentPartParam).min(1)]),
  attachments: z.array(attachmentSchema).max(10).nullish(),
  metadata: metadataParam,
})
export type CreateMessageBody = z.input<typeof createMessageBody>

export const modifyMessageBody = z.strictObject({ metadata: metadataParam })
