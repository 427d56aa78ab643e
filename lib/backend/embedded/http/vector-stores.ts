import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import {
  createVectorStoreBody,
  modifyVectorStoreBody,
  searchStoreBody,
  type StoreSearchPage,
} from '@/lib/protocol/vector-store'
import { bodyOf, listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'
import { insertStore, requireStore, requireUsable } from '../vector-stores/add-files'
import { toVectorStore } from '../vector-stores/to-wire'
import type { Routes } from './context'

export const vectorStoreRoutes: Routes = (app, { store, vectorStores, clock, ids, once }) => {
  app.get('/vector_stores', async (c) => {
    const { data, hasMore } = await store.vectorStores.list(listQueryOf(c))
    const now = clock()
    return jsonAnswer(
      toList(
        data.map((row) => toVectorStore(row, now)),
        hasMore,
      ),
    )
  })

  const create = once(async (c, saveAnswer) => {
    const body = await bodyOf(c, createVectorStoreBody)
    const made = await store.transaction(async (tables) => {
      const object = toVectorStore(await insertStore(tables, body, { clock, ids }), clock())
      await saveAnswer(tables, { object })
      return object
    })
    vectorStores.changed([made.id])
    return jsonAnswer(made)
  })
  app.post('/vector_stores', create)

  app.get('/vector_stores/:store_id', async (c) =>
    jsonAnswer(toVectorStore(await requireStore(store, pathParam(c, 'store_id')), clock())),
  )

  app.post('/vector_stores/:store_id', async (c) => {
    const id = pathParam(c, 'store_id')
    const { name, expires_after, metadata } = await bodyOf(c, modifyVectorStoreBody)
    const row = await store.transaction(async (tables) => {
      // An expired store stays expired.
      const current = await (expires_after === undefined
        ? requireStore(tables, id)
        : requireUsable(tables, id, clock()))
      await tables.vectorStores.put({
        ...current.store,
        ...(name !== undefined && { name: name ?? '' }),
        ...(expires_after !== undefined && { expires_after }),
        ...(metadata !== undefined && { metadata: metadata ?? {} }),
      })
      return requireStore(tables, id)
    })
    vectorStores.changed([id])
    return jsonAnswer(toVectorStore(row, clock()))
  })

  app.delete('/vector_stores/:store_id', async (c) => {
    const id = pathParam(c, 'store_id')
    if (!(await store.vectorStores.remove(id))) throw notFound('vector store', id)
    vectorStores.removed(id)
    return jsonAnswer({ id, object: 'vector_store.deleted', deleted: true })
  })
}

/** Beside the wire, for pages. */
export const storeEmbeddingRoutes: Routes = (app, { store, vectorStores }) => {
  app.get('/connections/:connection/vector-stores/:store_id/embeddings', async (c) => {
    const { store: found } = await requireStore(store, pathParam(c, 'store_id'))
    return jsonAnswer(await vectorStores.embedded(found.id))
  })
}

export const storeSearchRoutes: Routes = (app, { vectorStores }) => {
  app.post('/vector_stores/:store_id/search', async (c) => {
    const id = pathParam(c, 'store_id')
    const { query, max_num_results, filters, ranking_options, rewrite_query } = await bodyOf(c, searchStoreBody)
    const given = typeof query === 'string' ? [query] : query
    // No model rewrites it here: all that changes is what makes no difference.
    const asked = rewrite_query ? given.map((text) => text.trim().replace(/\s+/g, ' ')) : given
    const found = await vectorStores.search({
      storeIds: [id],
      query: asked,
      maxResults: max_num_results,
      ...(filters && { filters }),
      isByWords: ranking_options?.ranker === 'none',
      scoreThreshold: ranking_options?.score_threshold,
    })
    const page: StoreSearchPage = {
      object: 'vector_store.search_results.page',
      search_query: asked,
      data: found.map(({ file_id, filename, score, attributes, content }) => ({
        ...{ file_id, filename, score, attributes },
        content: [{ type: 'text', text: content }],
      })),
      has_more: false,
      next_page: null,
    }
    return jsonAnswer(page)
  })
}
