import type { Context } from 'hono'
import * as z from 'zod'
import { ApiError, badRequest } from '@/lib/protocol/error'
import { listQuery, toList } from '@/lib/protocol/list'
import {
  createStoreFileBody,
  modifyStoreFileBody,
  storeFileStates,
  type StoreContentPage,
  type StoreFileState,
  type VectorStoreFile,
} from '@/lib/protocol/vector-store'
import type { Tables } from '@/lib/backend/store/store'
import type { VectorStoreFileRow } from '@/lib/backend/store/vector-store-file-table'
import { bodyOf, pathParam, queryOf } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { addFiles, requireStore, requireUsable } from '../vector-stores/add-files'
import type { Routes } from './context'

/** How soon SDKs should ask again while files are indexed. Their own default is 5 s. */
const POLL_AFTER_MS = 500

/** An object that is polled, as the wire answers it. */
export function polled(c: Context, object: { readonly status: StoreFileState }) {
  if (object.status === 'in_progress') c.header('openai-poll-after-ms', String(POLL_AFTER_MS))
  return c.json(object)
}

export const filesQuery = listQuery.extend({
  filter: z
    .enum(storeFileStates)
    .or(z.literal('').transform(() => undefined))
    .optional(),
})

/** Throws ApiError (404). */
async function requireFile(
  tables: Pick<Tables, 'vectorStores' | 'vectorStoreFiles'>,
  c: Context,
): Promise<VectorStoreFileRow> {
  const [storeId, id] = [pathParam(c, 'store_id'), pathParam(c, 'file_id')]
  await requireStore(tables, storeId)
  const row = await tables.vectorStoreFiles.get(storeId, id)
  if (!row) throw new ApiError(404, `No file found with id '${id}' in vector store '${storeId}'.`)
  return row
}

export const vectorStoreFileRoutes: Routes = (app, { store, vectorStores, clock, once }) => {
  app.get('/vector_stores/:store_id/files', async (c) => {
    const storeId = pathParam(c, 'store_id')
    const query = queryOf(c, filesQuery)
    await requireStore(store, storeId)
    const { data, hasMore } = await store.vectorStoreFiles.list(storeId, query)
    return jsonAnswer(toList(data, hasMore))
  })

  const create = once(async (c, saveAnswer) => {
    const storeId = pathParam(c, 'store_id')
    const body = await bodyOf(c, createStoreFileBody)
    const { file, dropped } = await store.transaction(async (tables) => {
      await requireUsable(tables, storeId, clock())
      const dropped = await addFiles(tables, { storeId, files: [body], atMs: clock() })
      const added = await tables.vectorStoreFiles.get(storeId, body.file_id)
      if (!added) throw new Error('The file that was added is not there.')
      await saveAnswer(tables, { object: added.file })
      return { file: added.file, dropped }
    })
    vectorStores.changed([storeId], dropped)
    return polled(c, file)
  })
  app.post('/vector_stores/:store_id/files', create)

  app.get('/vector_stores/:store_id/files/:file_id', async (c) => polled(c, (await requireFile(store, c)).file))

  app.post('/vector_stores/:store_id/files/:file_id', async (c) => {
    const body = await bodyOf(c, modifyStoreFileBody)
    const { file } = await requireFile(store, c)
    const amended: VectorStoreFile = { ...file, attributes: body.attributes ?? {} }
    await store.vectorStoreFiles.amend({ ...amended, storeId: file.vector_store_id })
    vectorStores.changed([file.vector_store_id])
    return jsonAnswer(amended)
  })

  app.delete('/vector_stores/:store_id/files/:file_id', async (c) => {
    const { file, number } = await requireFile(store, c)
    await store.vectorStoreFiles.remove(file.vector_store_id, file.id)
    vectorStores.changed([file.vector_store_id], [number])
    return jsonAnswer({ id: file.id, object: 'vector_store.file.deleted', deleted: true })
  })
}

export const storeContentRoutes: Routes = (app, { store, clock }) => {
  app.get('/vector_stores/:store_id/files/:file_id/content', async (c) => {
    const { file, number } = await requireFile(store, c)
    await requireUsable(store, file.vector_store_id, clock())
    if (file.status !== 'completed') throw notIndexed(file)
    const from = placeIn(c.req.query('page'))
    const { chunks, next } = await store.chunks.ofFile(number, from.chunk)
    // Chunks overlap; what has been read of the text is not told again.
    let end = from.end
    const data: { readonly type: 'text'; readonly text: string }[] = []
    for (const chunk of chunks) {
      const text = chunk.text.slice(Math.max(0, end - chunk.start))
      if (text !== '') data.push({ type: 'text', text })
      end = Math.max(end, chunk.end)
    }
    const page: StoreContentPage = {
      object: 'vector_store.file_content.page',
      data,
      has_more: next !== null,
      next_page: next === null ? null : `page_${next}_${end}`,
    }
    return jsonAnswer(page)
  })
}

const notIndexed = ({ id, status }: VectorStoreFile) =>
  badRequest(`File ${id} has no content to show: its status is '${status}'.`, { code: 'file_not_indexed' })

/** The chunk that a page begins with, and how far the text before it went. */
function placeIn(page = ''): { readonly chunk: number; readonly end: number } {
  if (page === '') return { chunk: 0, end: 0 }
  const [, chunk, end] = /^page_(\d{1,9})_(\d{1,9})$/.exec(page) ?? []
  if (chunk !== undefined) return { chunk: Number(chunk), end: Number(end) }
  throw badRequest(`Invalid 'page': '${page}' is none that was given as 'next_page'.`, {
    param: 'page',
    code: 'invalid_value',
  })
}
