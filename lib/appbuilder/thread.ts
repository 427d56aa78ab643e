import * as z from 'zod'
import { count, listOf, listParams, metadata, metadataParam, pageOf, requiredId, text } from './field'

const MAX_FILES = 10
const fileIds = z.array(z.string()).max(MAX_FILES, `must have at most ${MAX_FILES} files.`).default([])
const roles = ['user', 'assistant'] as const

/** A message as threads are created with it. */
const messageParam = z.object({ content: z.string(), role: z.enum(roles).default('user'), file_ids: fileIds })

/** A conversation from its first messages on. */
export const threadParam = z.object({ messages: z.array(messageParam).default([]) })

export type CreateThreadParams = z.input<typeof threadParam>

export const threadIdParams = z.object({ thread_id: requiredId })
export type ThreadIdParams = z.input<typeof threadIdParams>

export const updateThreadParams = z.object({ thread_id: requiredId, metadata: metadataParam.default({}) })
export type UpdateThreadParams = z.input<typeof updateThreadParams>

/** `created_at` is in Unix milliseconds. */
export const threadSchema = z.looseObject({ id: text, object: text, created_at: count, metadata })

export const createMessageParams = z.object({
  thread_id: requiredId,
  role: z.enum(roles).default('user'),
  content: z.string(),
  file_ids: fileIds,
})
export type CreateMessageParams = z.input<typeof createMessageParams>

export const listMessagesParams = z.object({ thread_id: requiredId, ...listParams })
export type ListMessagesParams = z.input<typeof listMessagesParams>

export const messageIdParams = z.object({ thread_id: requiredId, message_id: requiredId })
export type MessageIdParams = z.input<typeof messageIdParams>

/** Only text and files of a message can be changed; null leaves the text as it is. */
export const updateMessageParams = z.object({
  thread_id: requiredId,
  message_id: requiredId,
  content: z.string().nullable().default(null),
  file_ids: fileIds,
})
export type UpdateMessageParams = z.input<typeof updateMessageParams>

export const messageFilesParams = z.object({ thread_id: requiredId, message_id: requiredId, ...listParams })
export type MessageFilesParams = z.input<typeof messageFilesParams>

/** The one kind of content there is: text. */
export const contentSchema = z.looseObject({
  type: text,
  text: z
    .looseObject({ value: text, annotations: listOf(z.unknown()) })
    .nullish()
    .transform((value) => value ?? { value: '', annotations: [] }),
})

/** `created_at` is in Unix milliseconds; `assistant_id` and `run_id` are "" on what users wrote. */
export const messageSchema = z.looseObject({
  id: text,
  object: text,
  role: z
    .enum([...roles, ''])
    .nullish()
    .transform((value) => value || 'user'),
  content: listOf(contentSchema),
  created_at: count,
  thread_id: text,
  assistant_id: text,
  run_id: text,
  file_ids: listOf(z.string()),
})

export const messagePage = pageOf(messageSchema)

/** A file on a message; `id` is the file's. */
export const messageFilePage = pageOf(z.looseObject({ id: text, object: text, message_id: text, created_at: count }))
