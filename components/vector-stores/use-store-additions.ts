'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useRemembered } from '@/components/kept/use-remembered'
import { useUploads } from '@/components/uploads/uploads'
import { addStoreFilesMutation } from '@/lib/client/vector-store-mutations'
import { chunkingIn } from './chunking-text'

/** How files come into a store: uploaded, or chosen among those that are there. */
export function useStoreAdditions(store: string) {
  const api = useApi()
  const { upload, ...uploads } = useUploads(`store:${api.connection}:${store}`)
  const { mutate } = useMutation(addStoreFilesMutation(api, useQueryClient()))
  const [chunking, setChunking] = useRemembered('store-chunking')
  const add = (fileIds: readonly string[]) =>
    fileIds.length > 0 && mutate({ store, fileIds, chunking: chunkingIn(chunking) })
  return {
    ...uploads,
    add,
    /** `size/overlap` in tokens; empty = what the backend takes by itself. */
    chunking,
    setChunking,
    begin: (files: File[]) => upload({ files, purposeOf: () => 'assistants', onStored: ({ id }) => void add([id]) }),
  }
}

export type StoreAdditions = ReturnType<typeof useStoreAdditions>
