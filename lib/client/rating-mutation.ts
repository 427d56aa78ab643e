import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Rating } from '@/lib/protocol/rating'
import type { Api } from './api'
import { keys } from './keys'

/** Rates a run, or with null takes its rating away. */
export const rateMutation = (api: Api, client: QueryClient, run: string) =>
  mutationOptions({
    mutationFn: (rating: Pick<Rating, 'value' | 'note'> | null) => api.runs.rate(run, rating),
    onSuccess(summary) {
      client.setQueryData(keys.runSummary(api.connection, run), summary)
      return client.invalidateQueries({ queryKey: keys.runs(api.connection) })
    },
  })
