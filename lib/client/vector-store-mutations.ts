import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Attributes, ChunkingParam, CreateVectorStoreBody } from '@/lib/protocol/vector-store'
import type { Api } from './api'
import { keys } from './keys'

interface SavedStore {
  /** Undefined for a new one. */
  readonly id: string | undefined
  readonly body: Pick<CreateVectorStoreBody, 'expires_after' | 'file_ids'> & { readonly name: string }
}

/** Creates a store, or changes its name and its expiry. */
export const saveStoreMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: ({ id, body: { file_ids, ...body } }: SavedStore) =>
      id === undefined
        ? api.vectorStores.create({ ...body, ...(file_ids && { file_ids }) })
        : api.vectorStores.modify(id, body),
    onSuccess: (store) => {
      client.setQueryData(keys.vectorStore(api.connection, store.id), store)
      return client.invalidateQueries({ queryKey: keys.vectorStoreLists(api.connection) })
    },
  })

interface AddedFiles {
  readonly store: string
  readonly fileIds: readonly string[]
  /** Undefined for what the backend takes by itself. */
  readonly chunking: ChunkingParam | undefined
}

/** A batch has no more files. */
const MAX_BATCH = 500

/** Puts files into a store, which are indexed then. */
export const addStoreFilesMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    mutationFn: async ({ store, fileIds, chunking }: AddedFiles) => {
      const strategy = chunking && { chunking_strategy: chunking }
      if (fileIds.length === 1) return void (await api.storeFiles.add(store, { file_id: fileIds[0]!, ...strategy }))
      for (let at = 0; at < fileIds.length; at += MAX_BATCH) {
        await api.storeFiles.addMany(store, { file_ids: fileIds.slice(at, at + MAX_BATCH), ...strategy })
      }
    },
    onSettled: (_data, _error, { store }) => refreshStore(api, client, store),
  })

interface ChangedAttributes {
  readonly store: string
  readonly file: string
  readonly attributes: Attributes
}

export const amendStoreFileMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: ({ attributes, ...at }: ChangedAttributes) => api.storeFiles.amend(at, attributes),
    onSuccess: (_data, { store }) => refreshStore(api, client, store),
  })

/** It, its files, and the lists that it stands in. */
const refreshStore = (api: Api, client: QueryClient, store: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: keys.vectorStore(api.connection, store) }),
    client.invalidateQueries({ queryKey: keys.vectorStoreLists(api.connection) }),
  ])

/** Uploads a file and makes a store of it. */
export const exampleStoreMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    mutationFn: async ({ name, file }: { readonly name: string; readonly file: File }) => {
      const { id } = await api.files.upload(file)
      return api.vectorStores.create({ name, file_ids: [id] })
    },
    onSuccess: (store) => {
      client.setQueryData(keys.vectorStore(api.connection, store.id), store)
      return Promise.all([
        client.invalidateQueries({ queryKey: keys.vectorStoreLists(api.connection) }),
        client.invalidateQueries({ queryKey: keys.fileLists(api.connection) }),
      ])
    },
  })
