import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Api } from './api'
import { keys } from './keys'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The component shows the error itself; otherwise a toast does. */
      inline?: boolean
    }
  }
}

export const createThreadMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    mutationFn: () => api.threads.create(),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.threadLists(api.connection) }),
  })

/** Reads the backend's list of threads, or stops. */
export const moveListingMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    mutationFn: (action: 'start' | 'stop') => api.threadIndex.move(action),
    onSuccess: (index) => client.setQueryData(keys.threadIndex(api.connection), index),
  })

export const renameThreadMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: ({ id, title }: { id: string; title: string | null }) => api.threads.rename(id, title),
    onSuccess: (thread) => {
      client.setQueryData(keys.threadSummary(api.connection, thread.id), thread)
      return client.invalidateQueries({ queryKey: keys.threadLists(api.connection) })
    },
  })
