import { queryOptions } from '@tanstack/react-query'
import type { Api } from './api'
import { keys } from './keys'

/** While a run is active or the backend is away, it is asked this often whether it answers. */
const BACKEND_PAUSE_MS = 10_000

/** Whether the backend of the connection answers: its shortest list, by the wire. For backends elsewhere. */
export const backendQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.backend(api.connection),
    queryFn: ({ signal }) => api.assistants.list({ limit: 1 }, { signal }),
    refetchInterval: BACKEND_PAUSE_MS,
    staleTime: 0,
    retry: false,
  })
