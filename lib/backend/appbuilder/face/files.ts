import { fileIdParams } from '@/lib/appbuilder/file'
import { badRequest, isNotFound } from '@/lib/protocol/error'
import type { StoredFile } from '@/lib/protocol/file'
import { formBodyOf } from '@/lib/backend/wire/form-body'
import { refuseKey } from '../refuse-key'
import type { FaceServices } from './context'
import type { FaceRoutes } from './face-routes'
import { bodyOf, segment } from './request'

/** What AppBuilder calls a file whose contents it has looked at and found good; here nobody looks. */
const APPROVED = 1

const at = (id: string) => `/files/${segment(id)}`

/** The same purpose has a name on each wire; others are called the same. */
const toWirePurpose = (purpose: string) => (purpose === 'assistant' ? 'assistants' : purpose)
const fromWirePurpose = (purpose: string) => (purpose === 'assistants' ? 'assistant' : purpose)

const toFile = ({ id, bytes, purpose, filename, created_at }: StoredFile) => ({
  id,
  bytes,
  object: 'file',
  purpose: fromWirePurpose(purpose),
  // Seconds on both wires, and spelt so.
  create_at: created_at,
  filename,
  classification_id: '',
})

const toAuditedFile = (file: StoredFile) => ({
  ...toFile(file),
  censored: APPROVED,
  file_type: /\.(?:png|jpe?g|gif|webp)$/i.test(file.filename) ? 'image' : 'document',
})

/** Throws what the connection behind says of the first of the files that it has not, or that it has no files at all. */
export async function requireFiles({ wire }: FaceServices, ids: readonly string[]) {
  for (const id of ids) await wire.get<StoredFile>(at(id))
}

/**
 * A name that stands unquoted in a header: SDKs take all that follows `filename=` as it is and write a file of that
 * name. Letters that are not ASCII are left out, as the service does; without any the id serves.
 */
function headerNameOf({ id, filename }: StoredFile) {
  const [ending = ''] = /\.\w+$/.exec(filename) ?? []
  const stem = filename.slice(0, filename.length - ending.length).replace(/[^\w.-]+/g, '_')
  return `${stem.replace(/^[._]+/, '') || id}${ending}`
}

/** The files of the connection behind. */
export const fileRoutes: FaceRoutes = (app, { wire }) => {
  app.post('/v2/storage/files', async (c) => {
    refuseKey(c.req.header('idempotency-key'))
    const sent = await formBodyOf(c)
    const file = sent.get('file')
    if (!(file instanceof File)) throw badRequest("Missing required parameter: 'file'.", { param: 'file' })
    const form = new FormData()
    form.append('file', file, file.name)
    form.append('purpose', toWirePurpose(c.req.query('purpose') || 'assistant'))
    return c.json(toFile(await wire.upload<StoredFile>('/files', form)))
  })

  app.post('/v2/storage/files/list', async (c) => {
    const data = await wire.all<StoredFile>('/files', 'desc')
    return c.json({ object: 'list', data: data.map(toAuditedFile) })
  })

  app.post('/v2/storage/files/query', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    const file = await wire.get<StoredFile>(at(id)).catch((error: unknown) => {
      // The service answers null for a file that is not there, and SDKs make their error of it.
      if (isNotFound(error)) return null
      throw error
    })
    return c.json(file && toAuditedFile(file))
  })

  app.post('/v2/storage/files/delete', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    await wire.remove(at(id))
    return c.json({ id, object: 'file.deleted', deleted: true })
  })

  app.post('/v2/storage/files/download', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    const name = headerNameOf(await wire.get<StoredFile>(at(id)))
    const { body, headers } = await wire.open(`${at(id)}/content`)
    const type = headers.get('content-type') ?? 'application/octet-stream'
    return new Response(body, {
      headers: { 'content-type': type, 'content-disposition': `attachment; filename=${name}` },
    })
  })

  app.post('/v2/storage/files/content', async (c) => {
    const { file_id: id } = await bodyOf(c, fileIdParams)
    const { body, headers } = await wire.open(`${at(id)}/content`)
    return new Response(body, {
      headers: { 'content-type': headers.get('content-type') ?? 'application/octet-stream' },
    })
  })
}
