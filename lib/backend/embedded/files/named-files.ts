// The files that requests name: for the code interpreter, with messages, and as images in them.
import { ApiError, badRequest } from '@/lib/protocol/error'
import type { CreateMessageBody } from '@/lib/protocol/message'
import type { ToolResources } from '@/lib/protocol/tool'
import type { Tables } from '@/lib/backend/store/store'
import type { Files } from './files'

/** A file and where a request names it. */
export interface NamedFile {
  readonly id: string
  readonly param: string
}

/** How many files the code interpreter is given by one assistant, and by one thread. */
const MAX_CODE_FILES = 20

export const namedInResources = (resources: ToolResources | null | undefined, param = 'tool_resources'): NamedFile[] =>
  (resources?.code_interpreter?.file_ids ?? []).map((id, index) => ({
    id,
    param: `${param}.code_interpreter.file_ids[${index}]`,
  }))

export const namedInMessage = (message: CreateMessageBody, prefix = ''): NamedFile[] => [
  ...(message.attachments ?? []).map(({ file_id: id }, index) => ({
    id,
    param: `${prefix}attachments[${index}].file_id`,
  })),
  ...imagesIn(message, prefix),
]

/** The uploaded images in a message's content. */
export const imagesIn = ({ content }: CreateMessageBody, prefix = ''): NamedFile[] =>
  typeof content === 'string'
    ? []
    : content.flatMap((part, index) =>
        part.type === 'image_file'
          ? [{ id: part.image_file.file_id, param: `${prefix}content[${index}].image_file.file_id` }]
          : [],
      )

/** Throws ApiError (404) for the first that there is not. What stands there already, `known`, may have gone since. */
export async function requireFiles(
  { files }: Pick<Tables, 'files'>,
  named: readonly NamedFile[],
  known: readonly string[] = [],
): Promise<void> {
  const asked = named.filter(({ id }) => !known.includes(id))
  if (asked.length === 0) return
  const present = await files.present(asked.map(({ id }) => id))
  const missing = asked.find(({ id }) => !present.has(id))
  if (missing) throw new ApiError(404, `No file found with id '${missing.id}'.`, { param: missing.param })
}

/** The same for the resources of an object as they shall be; with what they are now. */
export const requireResources = (
  tables: Pick<Tables, 'files'>,
  resources: ToolResources | null | undefined,
  now: ToolResources | null = null,
) => requireFiles(tables, namedInResources(resources), now?.code_interpreter?.file_ids)

/** Throws ApiError (400) for the first that is there and no image which models read. */
export async function requireImages(files: Files, named: readonly NamedFile[]): Promise<void> {
  for (const { id, param } of named) {
    if ((await files.bytes.size(id)) === undefined || (await files.imageType(id))) continue
    throw badRequest(
      `File '${id}' is no image that can be shown to a model: a PNG, JPEG, GIF or WebP of up to 20 MB is.`,
      { param, code: 'invalid_image' },
    )
  }
}

/** The files that come with messages for the code interpreter. */
export const codeFilesOf = (messages: readonly Pick<CreateMessageBody, 'attachments'>[]): readonly string[] =>
  messages.flatMap(({ attachments }) =>
    (attachments ?? []).flatMap(({ file_id, tools }) =>
      tools?.some(({ type }) => type === 'code_interpreter') ? [file_id] : [],
    ),
  )

/** A thread's resources with these files for its code interpreter. Throws ApiError (400) where they are too many. */
export function withCodeFiles(
  resources: ToolResources | null,
  ids: readonly string[],
  param = 'attachments',
): ToolResources {
  const all = [...new Set([...(resources?.code_interpreter?.file_ids ?? []), ...ids])]
  if (ids.length === 0) return resources ?? {}
  if (all.length <= MAX_CODE_FILES) return { ...resources, code_interpreter: { file_ids: all } }
  throw badRequest(
    `The thread's code interpreter would have ${all.length} files. The most are ${MAX_CODE_FILES}: take some out of ` +
      "the thread's 'tool_resources.code_interpreter.file_ids'.",
    { param, code: 'array_above_max_length' },
  )
}

/** Gives a stored thread the files that came with messages. What was deleted since makes room. */
export async function addCodeFiles(
  tables: Pick<Tables, 'files' | 'threads'>,
  threadId: string,
  ids: readonly string[],
): Promise<void> {
  const thread = ids.length === 0 ? undefined : await tables.threads.get(threadId)
  if (!thread) return
  const before = thread.tool_resources?.code_interpreter?.file_ids ?? []
  const present = await tables.files.present(before)
  const standing = {
    ...thread.tool_resources,
    code_interpreter: { file_ids: before.filter((id) => present.has(id)) },
  }
  await tables.threads.put({ ...thread, tool_resources: withCodeFiles(standing, ids) })
}
