// What the pages of vector stores ask for.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { StoreFileState } from '@/lib/protocol/vector-store'
import type { Api } from './api'
import { keys } from './keys'
import { paged, pageAt } from './paged-query'
import type { StoreSearchBody } from './vector-store-requests'

const PAGE_SIZE = 100

export const vectorStoresQuery = (api: Api, order: 'asc' | 'desc' = 'desc') =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.vectorStoreList(api.connection, order),
    queryFn: ({ pageParam, signal }) => api.vectorStores.list({ ...pageAt(pageParam, PAGE_SIZE), order }, { signal }),
  })

export const vectorStoreQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.vectorStore(api.connection, id),
    queryFn: ({ signal }) => api.vectorStores.get(id, { signal }),
  })

/** The files of a store, in one state or in any. */
export const storeFilesQuery = (api: Api, store: string, filter: StoreFileState | '' = '') =>
  infiniteQueryOptions({
    ...paged,
    queryKey: keys.storeFiles(api.connection, store, filter),
    queryFn: ({ pageParam, signal }) =>
      api.storeFiles.list(store, { ...pageAt(pageParam, PAGE_SIZE), ...(filter && { filter }) }, { signal }),
  })

export const storeFileQuery = (api: Api, at: { readonly store: string; readonly file: string }) =>
  queryOptions({
    queryKey: keys.storeFile(api.connection, at),
    queryFn: ({ signal }) => api.storeFiles.get(at, { signal }),
  })

/** Of how much of a store there are embeddings, and whose. Only the built-in connection knows. */
export const storeEmbeddingsQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.storeEmbeddings(api.connection, id),
    queryFn: ({ signal }) => api.vectorStores.embeddings(id, { signal }),
    staleTime: 0,
  })

/** What a search finds now. A search counts as a use of the store: it is not sent again by itself. */
export const storeSearchQuery = (api: Api, store: string, body: StoreSearchBody) =>
  queryOptions({
    queryKey: keys.storeSearch(api.connection, store, body),
    queryFn: () => api.vectorStores.search(store, body),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })

/** The text of a file as it was cut, page by page. */
export const storeContentQuery = (api: Api, at: { readonly store: string; readonly file: string }) =>
  infiniteQueryOptions({
    queryKey: keys.storeContent(api.connection, at),
    queryFn: ({ pageParam, signal }) => api.storeFiles.content(at, pageParam, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ has_more, next_page }) => (has_more ? (next_page ?? undefined) : undefined),
    // Texts are long: they go soon when nobody looks at them.
    gcTime: 30_000,
  })
