// The account's files, after `Files` of the Python SDK 1.1.4 (assistants/files.py).
import { wholeOf, type Answer } from './answer'
import { checked } from './checked'
import { AppBuilderInputError } from './error'
import { deletion, named } from './field'
import { fileIdParams, fileListSchema, fileSchema } from './file'
import type { CallOptions, Transport } from './transport'

export interface UploadParams {
  readonly file: Blob
  /** The name it gets; by default a `File`'s own. */
  readonly filename?: string
  /** What it is for; `assistant` when nothing is said. */
  readonly purpose?: string
}

/** A file's bytes, and the name that the service gives them. */
export interface Download {
  readonly filename: string
  readonly bytes: Uint8Array
}

/** The account's files. All throw `AppBuilderInputError` or an `AppBuilderError`. */
export function createFiles({ call, upload, open }: Transport) {
  const idOf = (params: { readonly file_id: string }) => checked(fileIdParams, params)
  return {
    /** Uploads one file. The answer does not say yet how its audit went. */
    create: async ({ file, filename, purpose = 'assistant' }: UploadParams, options?: CallOptions) => {
      const name = filename ?? (file instanceof File ? file.name : '')
      if (!name) throw new AppBuilderInputError('filename', 'must be given for bytes that have no name.')
      const form = new FormData()
      form.append('file', file, name)
      return upload(`/v2/storage/files?${new URLSearchParams({ purpose })}`, form, {
        schema: named(fileSchema),
        ...options,
      })
    },

    /** All files: this list has no pages. */
    list: async (options?: CallOptions) =>
      call('/v2/storage/files/list', {}, { schema: fileListSchema, isRepeatable: true, ...options }),

    /** Throws `AppBuilderNullError` for a file that is not there: the service answers null. */
    query: async (params: { readonly file_id: string }, options?: CallOptions) =>
      call('/v2/storage/files/query', idOf(params), { schema: named(fileSchema), isRepeatable: true, ...options }),

    /** Removes a file from the account. Answers its id and `deleted`. */
    delete: async (params: { readonly file_id: string }, options?: CallOptions) =>
      call('/v2/storage/files/delete', idOf(params), { schema: deletion, ...options }),

    /** The bytes and their name. They are held in memory: see `mostAnswerBytes`. */
    download: async (params: { readonly file_id: string }, options?: CallOptions): Promise<Download> => {
      const answer = await open('/v2/storage/files/download', idOf(params), { isRepeatable: true, ...options })
      return { filename: filenameOf(answer), bytes: await wholeOf(answer) }
    },

    /** The bytes and what kind they are of. They are held in memory: see `mostAnswerBytes`. */
    content: async (params: { readonly file_id: string }, options?: CallOptions) => {
      const answer = await open('/v2/storage/files/content', idOf(params), { isRepeatable: true, ...options })
      const contentType = answer.headers.get('content-type') ?? 'application/octet-stream'
      return { content_type: contentType, content: await wholeOf(answer) }
    },
  }
}

/** All that stands behind the last `filename=`, without the quotes that some gateways put around it. */
const filenameOf = ({ headers }: Answer) =>
  (headers.get('content-disposition') ?? '')
    .split('filename=')
    .slice(1)
    .at(-1)
    ?.replace(/^"(.*)"$/, '$1') ?? ''
