import type { VectorStoreBatch } from '@/lib/protocol/vector-store'
import { storeOf, uploadText } from '../vector-stores'
import { codes, gone, wrongLists, type Examples, type Stage } from './example'

const texts = { 'leave.md': 'Parental leave lasts twenty weeks.' }
const none = gone('vector store', 'vs_none')
const attributes = { kind: 'policy', year: 2_026, isOpen: true }
const chunking_strategy = { type: 'static', static: { max_chunk_size_tokens: 200, chunk_overlap_tokens: 50 } }

async function prepare({ wire }: Stage) {
  const { store, file_ids } = await storeOf(wire, texts)
  const [fileId = ''] = file_ids
  const batches = `/vector_stores/${store.id}/file_batches`
  return {
    id: store.id,
    fileId,
    path: `/vector_stores/${store.id}`,
    files: `/vector_stores/${store.id}/files`,
    batches,
  }
}

const batchOf = (stage: Stage, { batches, fileId }: { readonly batches: string; readonly fileId: string }) =>
  stage.wire.call<VectorStoreBatch>('POST', batches, { file_ids: [fileId] })

const noFile = (store: string) => ({
  status: 404,
  message: `No file found with id 'file-none' in vector store '${store}'.`,
})

export const ofVectorStores: Examples = {
  'POST /vector_stores': async ({ wire }) => {
    const file_ids = [await uploadText(wire, 'a.txt', 'a')]
    const expires_after = { anchor: 'last_active_at', days: 7 }
    const path = '/vector_stores'
    return {
      right: [
        { path, body: {} },
        { path, body: { name: '手册', description: 'd', file_ids, expires_after, chunking_strategy, metadata: {} } },
      ],
      wrong: [
        { path, body: { file_ids: ['file-none'] }, status: 404, message: 'Files [file-none] were not found' },
        { path, body: { expires_after: { anchor: 'last_active_at' } }, ...codes.missing, param: 'expires_after.days' },
        { path, body: { chunking_strategy: { type: 'odd' } }, ...codes.value, param: 'chunking_strategy.type' },
      ],
    }
  },
  'GET /vector_stores': async (stage) => {
    await prepare(stage)
    const path = '/vector_stores'
    return { right: [{ path }, { path: `${path}?limit=1&order=asc` }], wrong: wrongLists(path) }
  },
  'GET /vector_stores/{vector_store_id}': async (stage) => ({
    right: [{ path: (await prepare(stage)).path }],
    wrong: [{ path: '/vector_stores/vs_none', ...none }],
  }),
  'POST /vector_stores/{vector_store_id}': async (stage) => {
    const { path } = await prepare(stage)
    return {
      right: [
        { path, body: { name: 'n', metadata: { a: '1' }, expires_after: { anchor: 'last_active_at', days: 1 } } },
      ],
      wrong: [
        { path, body: { file_ids: [] }, ...codes.unknown, param: 'file_ids' },
        { path: '/vector_stores/vs_none', body: {}, ...none },
      ],
    }
  },
  'DELETE /vector_stores/{vector_store_id}': async (stage) => {
    const { id, path } = await prepare(stage)
    return { right: [{ path }], wrong: [{ path, ...gone('vector store', id) }] }
  },
  'POST /vector_stores/{vector_store_id}/search': async (stage) => {
    const path = `${(await prepare(stage)).path}/search`
    const filters = { type: 'and', filters: [{ type: 'in', key: 'year', value: [2_026] }] }
    return {
      right: [
        { path, body: { query: 'leave' } },
        {
          path,
          body: {
            ...{ query: ['leave', '年假'], max_num_results: 50, rewrite_query: true, filters },
            ranking_options: { ranker: 'auto', score_threshold: 0.1 },
          },
        },
      ],
      wrong: [
        { path, body: {}, ...codes.missing, param: 'query' },
        { path, body: { query: 'x', max_num_results: 51 }, status: 400, code: 'integer_above_max_value' },
        { path, body: { query: 'x', filters: { type: 'like', key: 'a', value: 'b' } }, ...codes.value },
        { path: '/vector_stores/vs_none/search', body: { query: 'x' }, ...none },
      ],
    }
  },
}

export const ofStoreFiles: Examples = {
  'POST /vector_stores/{vector_store_id}/files': async (stage) => {
    const { files, fileId } = await prepare(stage)
    return {
      right: [{ path: files, body: { file_id: fileId, attributes, chunking_strategy } }],
      wrong: [
        { path: files, body: {}, ...codes.missing, param: 'file_id' },
        { path: files, body: { file_id: 'file-none' }, status: 404, message: 'Files [file-none] were not found' },
        { path: '/vector_stores/vs_none/files', body: { file_id: fileId }, ...none },
      ],
    }
  },
  'GET /vector_stores/{vector_store_id}/files': async (stage) => {
    const { files } = await prepare(stage)
    return {
      right: [{ path: files }, { path: `${files}?filter=completed&limit=1` }],
      wrong: [...wrongLists(files), { path: `${files}?filter=odd`, ...codes.value, param: 'filter' }],
    }
  },
  'GET /vector_stores/{vector_store_id}/files/{file_id}': async (stage) => {
    const { id, files, fileId } = await prepare(stage)
    return { right: [{ path: `${files}/${fileId}` }], wrong: [{ path: `${files}/file-none`, ...noFile(id) }] }
  },
  'POST /vector_stores/{vector_store_id}/files/{file_id}': async (stage) => {
    const { id, files, fileId } = await prepare(stage)
    const path = `${files}/${fileId}`
    return {
      right: [
        { path, body: { attributes } },
        { path, body: { attributes: null } },
      ],
      wrong: [
        { path, body: {}, ...codes.missing, param: 'attributes' },
        { path, body: { attributes: { a: [] } }, status: 400, param: 'attributes.a' },
        { path: `${files}/file-none`, body: { attributes }, ...noFile(id) },
      ],
    }
  },
  'DELETE /vector_stores/{vector_store_id}/files/{file_id}': async (stage) => {
    const { files, fileId } = await prepare(stage)
    const path = `${files}/${fileId}`
    return { right: [{ path }], wrong: [{ path, status: 404 }] }
  },
  'GET /vector_stores/{vector_store_id}/files/{file_id}/content': async (stage) => {
    const { id, files, fileId } = await prepare(stage)
    return {
      right: [{ path: `${files}/${fileId}/content` }],
      wrong: [
        { path: `${files}/file-none/content`, ...noFile(id) },
        { path: `${files}/${fileId}/content?page=2`, ...codes.value, param: 'page' },
      ],
    }
  },
}

export const ofStoreBatches: Examples = {
  'POST /vector_stores/{vector_store_id}/file_batches': async (stage) => {
    const { batches, fileId } = await prepare(stage)
    return {
      right: [
        { path: batches, body: { file_ids: [fileId], attributes, chunking_strategy } },
        { path: batches, body: { files: [{ file_id: fileId, attributes }] } },
      ],
      wrong: [
        { path: batches, body: {}, status: 400 },
        { path: batches, body: { file_ids: [] }, status: 400, code: 'array_below_min_length' },
        { path: '/vector_stores/vs_none/file_batches', body: { file_ids: [fileId] }, ...none },
      ],
    }
  },
  'GET /vector_stores/{vector_store_id}/file_batches/{batch_id}': async (stage) => {
    const prepared = await prepare(stage)
    const { id } = await batchOf(stage, prepared)
    return {
      right: [{ path: `${prepared.batches}/${id}` }],
      wrong: [{ path: `${prepared.batches}/vsfb_none`, status: 404 }],
    }
  },
  'POST /vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel': async (stage) => {
    const { id, batches } = await prepare(stage)
    const file_ids = [await uploadText(stage.wire, 'b.txt', 'b')]
    const batch = await stage.wire.call<VectorStoreBatch>('POST', batches, { file_ids })
    const done = `/vector_stores/${id}/file_batches/vsfb_none/cancel`
    return { right: [{ path: `${batches}/${batch.id}/cancel` }], wrong: [{ path: done, status: 404 }] }
  },
  'GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files': async (stage) => {
    const prepared = await prepare(stage)
    const path = `${prepared.batches}/${(await batchOf(stage, prepared)).id}/files`
    return { right: [{ path }, { path: `${path}?filter=completed&order=asc` }], wrong: wrongLists(path) }
  },
}
