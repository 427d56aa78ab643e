import type { Context } from 'hono'
import { ApiError, badRequest } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import { createStoreBatchBody } from '@/lib/protocol/vector-store'
import { toSeconds } from '@/lib/backend/clock'
import { bodyOf, pathParam, queryOf } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { addFiles, requireStore, requireUsable } from '../vector-stores/add-files'
import { toBatch } from '../vector-stores/to-wire'
import type { Routes } from './context'
import { filesQuery, polled } from './vector-store-files'

export const storeBatchRoutes: Routes = (app, { store, vectorStores, clock, ids, once }) => {
  /** Throws ApiError (404). */
  const find = async (c: Context) => {
    const [storeId, id] = [pathParam(c, 'store_id'), pathParam(c, 'batch_id')]
    await requireStore(store, storeId)
    const found = await store.vectorStoreBatches.get(storeId, id)
    if (!found) throw new ApiError(404, `No file batch found with id '${id}' in vector store '${storeId}'.`)
    return toBatch({ ...found, counts: await store.vectorStoreFiles.countBatch(id) })
  }

  const create = once(async (c, saveAnswer) => {
    const storeId = pathParam(c, 'store_id')
    const { file_ids = [], files, ...each } = await bodyOf(c, createStoreBatchBody)
    const given = files ?? file_ids.map((file_id) => ({ file_id, ...each }))
    const { batch, dropped } = await store.transaction(async (tables) => {
      await requireUsable(tables, storeId, clock())
      const stored = {
        id: ids('vsfb_'),
        object: 'vector_store.files_batch',
        created_at: toSeconds(clock()),
        vector_store_id: storeId,
      } as const
      await tables.vectorStoreBatches.insert(stored)
      const dropped = await addFiles(tables, { storeId, files: given, atMs: clock(), batchId: stored.id })
      const counts = await tables.vectorStoreFiles.countBatch(stored.id)
      const batch = toBatch({ batch: stored, isCancelled: false, counts })
      await saveAnswer(tables, { object: batch })
      return { batch, dropped }
    })
    vectorStores.changed([storeId], dropped)
    return polled(c, batch)
  })
  app.post('/vector_stores/:store_id/file_batches', create)

  app.get('/vector_stores/:store_id/file_batches/:batch_id', async (c) => polled(c, await find(c)))

  app.post('/vector_stores/:store_id/file_batches/:batch_id/cancel', async (c) => {
    const batch = await find(c)
    if (batch.status !== 'in_progress') {
      throw badRequest(`Cannot cancel file batch with status '${batch.status}'.`)
    }
    const stopped = await store.transaction(async (tables) => {
      await tables.vectorStoreBatches.cancel(batch.vector_store_id, batch.id)
      return tables.vectorStoreFiles.cancelBatch(batch.id)
    })
    vectorStores.changed([batch.vector_store_id], stopped)
    return jsonAnswer(await find(c))
  })

  app.get('/vector_stores/:store_id/file_batches/:batch_id/files', async (c) => {
    const query = queryOf(c, filesQuery)
    const { id: batchId, vector_store_id } = await find(c)
    const { data, hasMore } = await store.vectorStoreFiles.list(vector_store_id, { ...query, batchId })
    return jsonAnswer(toList(data, hasMore))
  })
}
