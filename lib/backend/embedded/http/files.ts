import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { badRequest, notFound } from '@/lib/protocol/error'
import { createFileFields, fileTextQuery, filesQuery, type CreateFileFields } from '@/lib/protocol/file'
import { toList } from '@/lib/protocol/list'
import { parse } from '@/lib/protocol/parse'
import { TooManyBytesError } from '@/lib/backend/blobs/measure'
import { pathParam, queryOf } from '@/lib/backend/wire/request'
import { uploadOf } from '@/lib/backend/wire/upload-form'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import type { Files } from '../files/files'
import type { Received } from '../files/new-files'
import type { Routes } from './context'
import { contentOf } from './file-content'
import { fileTooLarge } from './file-too-large'

/** A form's own lines come on top of its file, in bytes. */
const AROUND_FILE = 1_048_576

/** A name in a folder of any system has no more. */
const MAX_NAME = 255

/** Before any limit of bodies, and nothing on the way may read them: these have a limit of their own. */
export const uploadRoute: Routes = (app, { store, files, once }) => {
  app.post('/files', async (c) => {
    const { received, fields, filename } = await receive(c, files)
    let isKept = false
    try {
      return await once.ofRead(c, printOf(received, { ...fields, filename }), async (_, saveAnswer) => {
        const { purpose, expires_after } = fields
        const file = await store.transaction(async (tables) => {
          const named = { filename, purpose, expiresAfterSeconds: expires_after?.seconds }
          const inserted = await files.insert(tables, received, named)
          await saveAnswer(tables, { object: inserted })
          return inserted
        })
        isKept = true
        files.stored(file.id)
        return jsonAnswer(file)
      })
    } finally {
      if (!isKept) await files.discard(received.id)
    }
  })
}

export const fileRoutes: Routes = (app, { store, files }) => {
  const find = async (c: Context) => {
    const id = pathParam(c, 'file_id')
    const file = await store.files.get(id)
    if (!file) throw notFound('file', id)
    return file
  }

  app.get('/files', async (c) => {
    const { data, hasMore } = await store.files.list(queryOf(c, filesQuery))
    return jsonAnswer(toList(data, hasMore))
  })

  app.get('/files/:file_id', async (c) => jsonAnswer(await find(c)))

  app.delete('/files/:file_id', async (c) => {
    const { id } = await find(c)
    if (!(await files.remove(id))) throw notFound('file', id)
    return jsonAnswer({ id, object: 'file', deleted: true })
  })

  app.get('/files/:file_id/content', async (c) => contentOf(c, await find(c), files))
}

/** Beside the wire, for pages: the text of a document, part by part. */
export const fileTextRoutes: Routes = (app, { store, files }) => {
  app.get('/connections/:connection/files/:file_id/text', async (c) => {
    const id = pathParam(c, 'file_id')
    const { from } = queryOf(c, fileTextQuery)
    const file = await store.files.get(id)
    if (!file) throw notFound('file', id)
    return jsonAnswer(await files.texts.partOf(file, from))
  })
}

interface ReceivedForm {
  readonly received: Received
  readonly fields: CreateFileFields
  readonly filename: string
}

/** Writes the file of the form as it comes. Nothing of it stays when it throws ApiError (400, 413). */
async function receive(c: Context, files: Files): Promise<ReceivedForm> {
  const { maxFileBytes } = files
  if (Number(c.req.header('content-length') ?? 0) > maxFileBytes + AROUND_FILE) throw fileTooLarge(maxFileBytes)
  const { fields, filename, taken } = await uploadOf(c.req.raw, {
    part: 'file',
    take: ({ bytes }) => files.receive(bytes, maxFileBytes).catch(told),
    undo: ({ id }) => files.discard(id),
  })
  try {
    return { received: taken, fields: fieldsOf(fields), filename: nameOf(filename) }
  } catch (error) {
    await files.discard(taken.id)
    throw error
  }
}

function told(error: unknown): never {
  throw error instanceof TooManyBytesError ? fileTooLarge(error.maxBytes) : error
}

/** Forms write a field of an object with its name in brackets. */
function fieldsOf(fields: ReadonlyMap<string, string>): CreateFileFields {
  const { 'expires_after[anchor]': anchor, 'expires_after[seconds]': seconds, ...rest } = Object.fromEntries(fields)
  const expiry = {
    ...(anchor !== undefined && { anchor }),
    ...(seconds !== undefined && { seconds: numberIn(seconds) }),
  }
  return parse(createFileFields, { ...rest, ...(Object.keys(expiry).length > 0 && { expires_after: expiry }) })
}

/** The number that a text is; the text itself where it is none, to be told of. */
const numberIn = (text: string) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text)

/** Browsers, and all that send forms as they do, write a quotation mark of a name so. */
const QUOTE = /%22/g

function nameOf(filename: string): string {
  const name =
    filename
      .replace(QUOTE, '"')
      .replace(/\p{Cc}/gu, '')
      .trim()
      .toWellFormed() || 'file'
  if (name.length <= MAX_NAME) return name
  throw badRequest(`Invalid 'file': its name has ${name.length} characters. The most are ${MAX_NAME}.`, {
    param: 'file',
    code: 'string_above_max_length',
  })
}

/** Forms differ with every sending; what they say does not. */
const printOf = ({ sha256 }: Received, said: object) =>
  createHash('sha256')
    .update(JSON.stringify([sha256, said]))
    .digest('base64url')
