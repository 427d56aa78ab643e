import { randomInt } from 'node:crypto'
import { fileIdParams } from '@/lib/appbuilder/file'
import { badRequest, notFound } from '@/lib/protocol/error'
import type { FaceRoutes, FaceServices } from './context'
import type { FileRecord } from './keep'
import { bodyOf } from './request'

/** `file-` and 15 digits. */
const newFileId = () =>
  `file-${[5, 5, 5].map((length) => String(randomInt(10 ** length)).padStart(length, '0')).join('')}`

/** What AppBuilder calls a file whose contents it has looked at and found good; here nobody looks. */
const APPROVED = 1

const toFile = (id: string, { bytes, purpose, filename, create_at }: FileRecord) => ({
  id,
  bytes,
  object: 'file',
  purpose,
  create_at,
  filename,
  classification_id: '',
})

const toAuditedFile = (id: string, file: FileRecord) => ({
  ...toFile(id, file),
  censored: APPROVED,
  file_type: file.content_type.startsWith('image/') ? 'image' : 'document',
})

/** Throws for the first of the files that is not there. */
export async function requireFiles({ keep }: FaceServices, ids: readonly string[]) {
  for (const id of ids) if (!(await keep.file(id))) throw notFound('file', id)
}

/**
 * A name that stands unquoted in a header: SDKs take all that follows `filename=` as it is and write a file of that
 * name. Letters that are not ASCII are left out, as the service does; without any the id serves.
 */
function headerNameOf(id: string, filename: string) {
  const [ending = ''] = /\.\w+$/.exec(filename) ?? []
  const stem = filename.slice(0, filename.length - ending.length).replace(/[^\w.-]+/g, '_')
  return `${stem.replace(/^[._]+/, '') || id}${ending}`
}

/** The account's files. */
export const fileRoutes: FaceRoutes = (app, services) => {
  const { keep, files, clock } = services

  app.post('/v2/storage/files', async (c) => {
    const form = await c.req.formData().catch(() => {
      throw badRequest('The body of the request is not a form with a file in it.')
    })
    const file = form.get('file')
    if (!(file instanceof File)) throw badRequest("Missing required parameter: 'file'.", { param: 'file' })
    const id = newFileId()
    const record: FileRecord = {
      bytes: file.size,
      purpose: c.req.query('purpose') || 'assistant',
      filename: file.name,
      content_type: typeOf(file.name),
      create_at: Math.floor(clock() / 1000),
    }
    // The bytes first: a record never names what is not there.
    await files.put(id, new Uint8Array(await file.arrayBuffer()))
    await keep.putFile(id, record)
    return c.json(toFile(id, record))
  })

  app.post('/v2/storage/files/list', async (c) => {
    const data = (await keep.files()).map(({ id, file }) => toAuditedFile(id, file))
    return c.json({ object: 'list', data: data.toReversed() })
  })

  app.post('/v2/storage/files/query', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    const file = await keep.file(id)
    // The service answers null for a file that is not there, and SDKs make their error of it.
    return c.json(file ? toAuditedFile(id, file) : null)
  })

  app.post('/v2/storage/files/delete', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    if (!(await keep.removeFile(id))) throw notFound('file', id)
    await files.remove(id)
    return c.json({ id, object: 'file.deleted', deleted: true })
  })
}

/** Files' bytes: with a name to be stored under, or with their kind. */
export const fileBytesRoutes: FaceRoutes = (app, { keep, files }) => {
  const find = async (id: string) => {
    const file = await keep.file(id)
    if (!file) throw notFound('file', id)
    return file
  }

  app.post('/v2/storage/files/download', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    const { filename } = await find(id)
    const disposition = `attachment; filename=${headerNameOf(id, filename)}`
    return new Response(await files.get(id), {
      headers: { 'content-type': 'application/octet-stream', 'content-disposition': disposition },
    })
  })

  app.post('/v2/storage/files/content', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    const { content_type: type } = await find(id)
    return new Response(await files.get(id), { headers: { 'content-type': type } })
  })
}

/** By the name: what an upload says of its own kind is left out by the SDK. */
const typeOf = (filename: string) =>
  types[/\.(\w+)$/.exec(filename.toLowerCase())?.[1] ?? ''] ?? 'application/octet-stream'

const types: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}
