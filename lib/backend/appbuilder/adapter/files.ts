import * as z from 'zod'
import { AppBuilderNullError } from '@/lib/appbuilder/error'
import type { fileSchema } from '@/lib/appbuilder/file'
import { badRequest, notFound } from '@/lib/protocol/error'
import type { StoredFile } from '@/lib/protocol/file'
import { listQuery, toList } from '@/lib/protocol/list'
import { pathParam, queryOf } from '@/lib/backend/wire/request'
import { pageWithin } from '../page-within'
import { formBodyOf } from '@/lib/backend/wire/form-body'
import { refuseKey } from '../refuse-key'
import type { AdapterRoutes } from './context'
import { idOf } from './refusal'

const MAX_FILES = 10_000

const fileQuery = listQuery.extend({
  limit: z.number().int().min(1).max(MAX_FILES).default(MAX_FILES),
  purpose: z.string().optional(),
})

/** Files of assistants have a purpose of another name there; what else is stored there is some user's. */
const fromPurpose = (purpose: string) => (purpose === 'assistant' ? 'assistants' : 'user_data')
const toPurpose = (purpose: string) => (purpose === 'assistants' ? 'assistant' : purpose)

const fromFile = (file: z.output<typeof fileSchema>): StoredFile => ({
  id: idOf(file),
  object: 'file',
  bytes: file.bytes,
  created_at: file.create_at,
  filename: file.filename,
  purpose: fromPurpose(file.purpose),
  status: 'processed',
})

export const fileRoutes: AdapterRoutes = (app, { client }) => {
  const { files } = client.assistants

  async function find(id: string): Promise<StoredFile> {
    try {
      return fromFile(await files.query({ file_id: id }))
    } catch (error) {
      throw error instanceof AppBuilderNullError ? notFound('file', id) : error
    }
  }

  app.get('/files', async (c) => {
    const { purpose, ...query } = queryOf(c, fileQuery)
    const all = (await files.list()).data.map(fromFile).sort((a, b) => a.created_at - b.created_at)
    const wanted = purpose === undefined ? all : all.filter((file) => file.purpose === purpose)
    const { data, hasMore } = pageWithin(wanted, query)
    return c.json(toList(data, hasMore))
  })

  app.post('/files', async (c) => {
    refuseKey(c.req.header('idempotency-key'))
    const form = await formBodyOf(c)
    const [file, purpose] = [form.get('file'), form.get('purpose')]
    if (!(file instanceof File)) throw badRequest("Missing required parameter: 'file'.", { param: 'file' })
    if (typeof purpose !== 'string' || purpose === '')
      throw badRequest("Missing required parameter: 'purpose'.", { param: 'purpose' })
    return c.json(fromFile(await files.create({ file, filename: file.name, purpose: toPurpose(purpose) })))
  })

  app.get('/files/:file_id', async (c) => c.json(await find(pathParam(c, 'file_id'))))

  app.delete('/files/:file_id', async (c) => {
    const { id } = await find(pathParam(c, 'file_id'))
    await files.delete({ file_id: id })
    return c.json({ id, object: 'file', deleted: true })
  })

  app.get('/files/:file_id/content', async (c) => {
    const { id } = await find(pathParam(c, 'file_id'))
    const { content, content_type } = await files.content({ file_id: id })
    return new Response(new Uint8Array(content), { headers: { 'content-type': content_type } })
  })
}
