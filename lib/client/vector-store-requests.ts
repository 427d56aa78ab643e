import type { List } from '@/lib/protocol/list'
import type {
  AttributeFilter,
  Attributes,
  ChunkingParam,
  CreateStoreFileBody,
  CreateVectorStoreBody,
  StoreContentPage,
  StoreEmbeddings,
  StoreExpiry,
  StoreFileState,
  StoreSearchPage,
  VectorStore,
  VectorStoreBatch,
  VectorStoreFile,
} from '@/lib/protocol/vector-store'
import type { Client } from '@/lib/wire-client/create-client'
import { search } from '@/lib/wire-client/requests'

type Options = Pick<RequestInit, 'signal'>

interface Page {
  readonly limit?: number
  readonly after?: string | undefined
  readonly order?: 'asc' | 'desc'
}

/** What a search asks of a store. */
export interface StoreSearchBody {
  readonly query: string
  readonly max_num_results: number
  readonly filters?: AttributeFilter
  readonly ranking_options?: { readonly ranker?: 'none' | 'auto'; readonly score_threshold?: number }
}

interface ModifyStoreBody {
  readonly name?: string
  readonly expires_after?: StoreExpiry | null
}

interface Deleted {
  readonly id: string
  readonly deleted: true
}

const storeAt = (id: string) => `/vector_stores/${encodeURIComponent(id)}`

/** The vector stores of a connection. */
export const vectorStoreRequests = (client: Client) => ({
  list: (page: Page, options?: Options) =>
    client.get<List<VectorStore>>(`/vector_stores${search({ ...page })}`, options),
  get: (id: string, options?: Options) => client.get<VectorStore>(storeAt(id), options),
  create: (body: CreateVectorStoreBody) => client.post<VectorStore>('/vector_stores', body),
  modify: (id: string, body: ModifyStoreBody) => client.post<VectorStore>(storeAt(id), body),
  remove: (id: string) => client.remove<Deleted>(storeAt(id)),
  search: (id: string, body: StoreSearchBody) => client.post<StoreSearchPage>(`${storeAt(id)}/search`, body),
  embeddings: (id: string, options?: Options) =>
    client.own.get<StoreEmbeddings>(`/vector-stores/${encodeURIComponent(id)}/embeddings`, options),
})

/** The files of vector stores. */
export function storeFileRequests({ get, post, remove }: Client) {
  const fileAt = (store: string, file: string) => `${storeAt(store)}/files/${encodeURIComponent(file)}`
  return {
    list: (store: string, { filter, ...page }: Page & { readonly filter?: StoreFileState }, options?: Options) =>
      get<List<VectorStoreFile>>(`${storeAt(store)}/files${search({ ...page, ...(filter && { filter }) })}`, options),
    get: (at: FileAt, options?: Options) => get<VectorStoreFile>(fileAt(at.store, at.file), options),
    add: (store: string, body: CreateStoreFileBody) => post<VectorStoreFile>(`${storeAt(store)}/files`, body),
    addMany: (
      store: string,
      body: { readonly file_ids: readonly string[]; readonly chunking_strategy?: ChunkingParam },
    ) => post<VectorStoreBatch>(`${storeAt(store)}/file_batches`, body),
    amend: (at: FileAt, attributes: Attributes) => post<VectorStoreFile>(fileAt(at.store, at.file), { attributes }),
    remove: (at: FileAt) => remove<Deleted>(fileAt(at.store, at.file)),
    /** A page of its text; `page` = the `next_page` of the one before. */
    content: (at: FileAt, page: string, options?: Options) =>
      get<StoreContentPage>(`${fileAt(at.store, at.file)}/content${search(page ? { page } : {})}`, options),
  }
}

interface FileAt {
  readonly store: string
  readonly file: string
}
