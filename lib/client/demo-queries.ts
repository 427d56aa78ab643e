import { mutationOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Demo } from '@/lib/protocol/demo'
import type { Api } from './api'
import { keys } from './keys'

/** The messages of an assistant's demo. */
export const demoQuery = (api: Api, assistant: string) =>
  queryOptions({
    queryKey: keys.demo(api.connection, assistant),
    queryFn: ({ signal }) => api.demos.get(assistant, { signal }),
  })

/** Replaces an assistant's demo. */
export const putDemoMutation = (api: Api, client: QueryClient, assistant: string) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: (demo: Demo) => api.demos.put(assistant, demo),
    onSuccess: (demo) => client.setQueryData(demoQuery(api, assistant).queryKey, demo),
  })
