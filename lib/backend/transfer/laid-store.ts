// Vector stores as they are stored here. Chunks are not carried: the files in a store are indexed anew.
import {
  type Attributes,
  chunkingOf,
  type ChunkingStrategy,
  type StoreExpiry,
  type VectorStoreFile,
} from '@/lib/protocol/vector-store'
import { attributeLimits, chunkLimits } from '@/lib/protocol/limits'
import { isObjectOf } from '@/lib/backend/store/document-shapes'
import type { FileReasonSentence } from '@/lib/run/file-reasons'
import type { Tables } from '@/lib/backend/store/store'
import type { StoredVectorStore } from '@/lib/backend/store/vector-store-table'
import { isTime } from './as-stored'
import { isId, isRaw, type Raw } from './unit'

/** The store with the list of its files; undefined where it is none. */
export interface LaidStore {
  readonly store: StoredVectorStore
  readonly files: readonly VectorStoreFile[]
}

export function storeOf(raw: Raw): LaidStore | undefined {
  const { id, name, description, metadata, expires_after } = raw
  const created_at = isTime(raw['created_at']) ? Number(raw['created_at']) : 0
  const store = {
    id,
    object: 'vector_store',
    created_at,
    name: typeof name === 'string' ? name : '',
    ...(typeof description === 'string' && { description }),
    expires_after: expiryOf(expires_after),
    metadata: isRaw(metadata) ? metadata : {},
  }
  if (!isObjectOf('vector_stores', String(id), store)) return undefined
  const files = new Map(listedFiles(raw).map((file) => [file.id, fileIn(String(id), file, created_at)]))
  return { store: store as StoredVectorStore, files: [...files.values()] }
}

/** Beside the fields of the wire: what is read of a connection, and what exports write. */
function listedFiles({ playground }: Raw): readonly (Raw & { readonly id: string })[] {
  const files = isRaw(playground) ? playground['files'] : undefined
  return Array.isArray(files)
    ? files.filter((file): file is Raw & { id: string } => isRaw(file) && isId(file['id']))
    : []
}

/** How many files a store has, by their list or by its own words. */
export function fileCountOf(raw: Raw): number {
  const told = isRaw(raw['file_counts']) ? Number(raw['file_counts']['total']) : 0
  return Math.max(listedFiles(raw).length, told || 0)
}

function fileIn(storeId: string, file: Raw & { readonly id: string }, seconds: number): VectorStoreFile {
  const { id, created_at, attributes, chunking_strategy } = file
  return {
    id,
    object: 'vector_store.file',
    usage_bytes: 0,
    created_at: isTime(created_at) ? Number(created_at) : seconds,
    vector_store_id: storeId,
    status: 'in_progress',
    last_error: null,
    chunking_strategy: chunkingIn(chunking_strategy),
    attributes: attributesIn(attributes),
  }
}

function expiryOf(value: unknown): StoreExpiry | null {
  const days = isRaw(value) ? Number(value['days']) : NaN
  return Number.isInteger(days) && days >= 1 && days <= 365 ? { anchor: 'last_active_at', days } : null
}

/** As requests could have it: else as what nobody has said. */
function chunkingIn(value: unknown): ChunkingStrategy {
  const told = isRaw(value) && isRaw(value['static']) ? value['static'] : {}
  const [most, overlap] = [Number(told['max_chunk_size_tokens']), Number(told['chunk_overlap_tokens'])]
  const isSound =
    Number.isInteger(most) &&
    Number.isInteger(overlap) &&
    most >= chunkLimits.least &&
    most <= chunkLimits.most &&
    overlap >= 0 &&
    overlap * 2 <= most
  const sound = { max_chunk_size_tokens: most, chunk_overlap_tokens: overlap }
  return { type: 'static', static: isSound ? sound : chunkingOf(null) }
}

const attributesIn = (value: unknown): Attributes =>
  Object.fromEntries(
    Object.entries(isRaw(value) ? value : {})
      .flatMap(([key, each]): [string, string | number | boolean][] => {
        if (typeof each === 'string') return [[key, each.slice(0, attributeLimits.value)]]
        return typeof each === 'number' || typeof each === 'boolean' ? [[key, each]] : []
      })
      .slice(0, attributeLimits.pairs),
  )

/** What two stores are compared by. */
export const coreOf = ({ store, files }: LaidStore): Raw => ({
  ...store,
  files: files
    .map(({ id, attributes, chunking_strategy }) => ({ id, attributes, chunking_strategy }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
})

/** The store of this id here, with all its files. */
export async function storeHere(tables: Tables, id: string): Promise<LaidStore | undefined> {
  const row = await tables.vectorStores.get(id)
  return row && { store: row.store, files: await filesOfStore(tables, id) }
}

export async function filesOfStore(tables: Tables, id: string): Promise<readonly VectorStoreFile[]> {
  const files: VectorStoreFile[] = []
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await tables.vectorStoreFiles.list(id, { limit: 100, order: 'asc', after })
    files.push(...page.data)
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
  }
  return files
}

const notCarried = {
  code: 'invalid_file',
  message: 'The bytes of the file did not come along.' satisfies FileReasonSentence,
} as const

/** Puts files into a store that is here; those that are there already stay. What has bytes is indexed soon. */
export async function addFiles(tables: Tables, files: readonly VectorStoreFile[]) {
  const present = await tables.files.present(files.map(({ id }) => id))
  for (const file of files) {
    if (await tables.vectorStoreFiles.get(file.vector_store_id, file.id)) continue
    const isThere = present.has(file.id)
    await tables.vectorStoreFiles.insert(isThere ? file : { ...file, status: 'failed', last_error: notCarried }, null)
  }
}
