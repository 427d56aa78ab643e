import * as z from 'zod'
import {
  count,
  listOf,
  listParams,
  metadata,
  metadataParam,
  pageOf,
  requiredId,
  responseFormats,
  text,
  textUpTo,
} from './field'
import { toolParam, toolSchema } from './tool'

const NAME = /^[\u4e00-\u9fa50-9a-zA-Z_-]+$/

const settings = {
  model: z.string().default('ERNIE-4.0T-8K'),
  name: textUpTo(128).regex(NAME, 'must have Chinese characters, letters, digits, _ and - only, and at least one.'),
  description: textUpTo(512).default(''),
  response_format: z.enum(responseFormats).default('text'),
  instructions: textUpTo(4096).default('你是百度制作的AI助手'),
  thought_instructions: textUpTo(4096).default(''),
  chat_instructions: textUpTo(4096).default(''),
  tools: z.array(toolParam).max(10, 'must have at most 10 tools.').default([]),
  file_ids: z.array(z.string()).max(10, 'must have at most 10 files.').default([]),
  metadata: metadataParam.default({}),
}

export const createAssistantParams = z.object(settings)
export type CreateAssistantParams = z.input<typeof createAssistantParams>

/**
 * The whole assistant, as it shall be: what is left out gets its default. Model, name and description have none, so
 * that nobody changes them by saying nothing. Empty metadata leaves what is there.
 */
export const updateAssistantParams = z.object({
  assistant_id: requiredId,
  ...settings,
  model: z.string().min(1, 'must not be empty.'),
  description: textUpTo(512),
  instructions: textUpTo(4096).default(''),
})
export type UpdateAssistantParams = z.input<typeof updateAssistantParams>

export const listAssistantsParams = z.object(listParams)
export type ListAssistantsParams = z.input<typeof listAssistantsParams>

export const assistantIdParams = z.object({ assistant_id: requiredId })

export const mountParams = z.object({
  assistant_id: requiredId,
  file_id: requiredId,
})
export type MountParams = z.input<typeof mountParams>

/** An empty `assistant_id` lists the mounted files of all assistants. */
export const mountedFilesParams = z.object({ assistant_id: z.string().default(''), ...listParams })
export type MountedFilesParams = z.input<typeof mountedFilesParams>

/** Times in Unix milliseconds. `model` comes with an update's answer only. */
export const assistantSchema = z.looseObject({
  id: text,
  object: text,
  model: text,
  name: text,
  description: text,
  instructions: text,
  thought_instructions: text,
  chat_instructions: text,
  response_format: z
    .enum([...responseFormats, ''])
    .nullish()
    .transform((value) => value || 'text'),
  tools: listOf(toolSchema),
  file_ids: listOf(z.string()),
  metadata,
  created_at: count,
})
export type AppBuilderAssistant = z.output<typeof assistantSchema>

export const assistantPage = pageOf(assistantSchema)

/** A file on an assistant; `id` is the file's, `created_at` when it was mounted, in Unix milliseconds. */
export const mountedFileSchema = z.looseObject({ id: text, object: text, assistant_id: text, created_at: count })

export const mountedFilePage = pageOf(mountedFileSchema)
