// Stores and files in them, as requests describe them. Nothing is indexed here: rows say what is to be.
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import {
  chunkingOf,
  type ChunkingStrategy,
  type CreateStoreFileBody,
  type CreateVectorStoreBody,
  type VectorStoreFile,
} from '@/lib/protocol/vector-store'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { Tables } from '@/lib/backend/store/store'
import type { StoredVectorStore, VectorStoreRow } from '@/lib/backend/store/vector-store-table'
import { isExpired } from './to-wire'

export interface Making {
  readonly clock: Clock
  readonly ids: Ids
}

/** What is told of a file besides which it is. */
export type NewStoreFile = Omit<CreateStoreFileBody, 'file_id'> & { readonly file_id: string }

/** Stores a new store with its files. Throws ApiError (404) where a file is not there. */
export async function insertStore(
  tables: Tables,
  body: CreateVectorStoreBody & { readonly id?: string },
  { clock, ids }: Making,
): Promise<VectorStoreRow> {
  const atMs = clock()
  const store: StoredVectorStore = {
    id: body.id ?? ids('vs_'),
    object: 'vector_store',
    created_at: toSeconds(atMs),
    name: body.name ?? '',
    ...(typeof body.description === 'string' && { description: body.description }),
    expires_after: body.expires_after ?? null,
    metadata: body.metadata ?? {},
  }
  await tables.vectorStores.insert(store, { atMs })
  const files = (body.file_ids ?? []).map((file_id) => ({ file_id, chunking_strategy: body.chunking_strategy }))
  await addFiles(tables, { storeId: store.id, files, atMs })
  return requireStore(tables, store.id)
}

/** Throws ApiError (404). */
export async function requireStore(tables: Pick<Tables, 'vectorStores'>, id: string): Promise<VectorStoreRow> {
  const row = await tables.vectorStores.get(id)
  if (!row) throw notFound('vector store', id)
  return row
}

/** Throws ApiError (404, 400). */
export async function requireUsable(tables: Pick<Tables, 'vectorStores'>, id: string, nowMs: number) {
  const row = await requireStore(tables, id)
  if (!isExpired(row, nowMs)) return row
  throw badRequest(`Vector store ${id} has expired. Create a new one with the same files and use that in its place.`, {
    code: 'vector_store_expired',
  })
}

interface Adding {
  readonly storeId: string
  readonly files: readonly NewStoreFile[]
  readonly atMs: number
  readonly batchId?: string
}

/**
 * Adds files, each once, and returns the numbers of those whose place others have taken: what was indexed of them can
 * go. A file that is there with the same chunks stays as it is, with the new attributes.
 */
export async function addFiles(
  tables: Pick<Tables, 'files' | 'vectorStores' | 'vectorStoreFiles'>,
  { storeId, files, atMs, batchId }: Adding,
): Promise<readonly number[]> {
  await requireFiles(
    tables,
    files.map(({ file_id }) => file_id),
  )
  const replaced: number[] = []
  for (const file of new Map(files.map((each) => [each.file_id, each])).values()) {
    const strategy: ChunkingStrategy = { type: 'static', static: chunkingOf(file.chunking_strategy) }
    const known = await tables.vectorStoreFiles.get(storeId, file.file_id)
    const attributes = file.attributes ?? known?.file.attributes ?? {}
    if (known && isSame(known.file, strategy)) {
      await tables.vectorStoreFiles.amend({ storeId, id: file.file_id, attributes, ...(batchId && { batchId }) })
      continue
    }
    const added: VectorStoreFile = {
      id: file.file_id,
      object: 'vector_store.file',
      usage_bytes: 0,
      created_at: toSeconds(atMs),
      vector_store_id: storeId,
      status: 'in_progress',
      last_error: null,
      chunking_strategy: strategy,
      attributes,
    }
    const before = await tables.vectorStoreFiles.insert(added, batchId ?? null)
    if (before !== undefined) replaced.push(before)
  }
  if (files.length > 0) await tables.vectorStores.touch(storeId, atMs)
  return replaced
}

const isSame = ({ status, chunking_strategy }: VectorStoreFile, strategy: ChunkingStrategy) =>
  (status === 'completed' || status === 'in_progress') && JSON.stringify(chunking_strategy) === JSON.stringify(strategy)

/** Throws ApiError (404) that names all that are not there. */
async function requireFiles({ files }: Pick<Tables, 'files'>, ids: readonly string[]) {
  if (ids.length === 0) return
  const present = await files.present(ids)
  const missing = ids.filter((id) => !present.has(id))
  if (missing.length > 0) throw new ApiError(404, `Files [${missing.slice(0, 10).join(', ')}] were not found`)
}
