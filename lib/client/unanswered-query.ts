import { queryOptions } from '@tanstack/react-query'
import { unansweredCalls } from '@/lib/run/unanswered-calls'
import type { Api } from './api'
import { keys } from './keys'

/** Of the latest expired runs, how many are looked at. */
const MAX_RUNS = 3
const MAX_STEPS = 20

/** Which functions the latest expired runs of an assistant were waiting for: a list of names for each run. */
export const unansweredQuery = (api: Api, assistant: string) =>
  queryOptions({
    queryKey: keys.unanswered(api.connection, assistant),
    queryFn: async ({ signal }): Promise<readonly (readonly string[])[]> => {
      const filter = { assistant_id: assistant, status: 'expired', limit: MAX_RUNS }
      const { data } = await api.runs.listAll(filter, { signal })
      return await Promise.all(
        data.map(async ({ run }) => {
          const at = { thread: run.thread_id, run: run.id }
          const steps = await api.runs.steps(at, { limit: MAX_STEPS, order: 'desc' }, { signal })
          return unansweredCalls(steps.data)
        }),
      )
    },
  })
