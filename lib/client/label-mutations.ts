import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { LabelKind } from '@/lib/protocol/playground'
import type { Api, LabelChange } from './api'
import { keys } from './keys'

/** How many objects the server takes in one request. */
const AT_ONCE = 100

/** Changes the labels of any number of threads or runs. */
export const changeLabelsMutation = (api: Api, client: QueryClient) =>
  mutationOptions({
    meta: { inline: true },
    mutationFn: async ({ ids, ...change }: LabelChange) => {
      for (let first = 0; first < ids.length; first += AT_ONCE) {
        await api.labels.change({ ...change, ids: ids.slice(first, first + AT_ONCE) })
      }
    },
    onSettled: (_data, _error, { kind }) => client.invalidateQueries({ queryKey: branches[kind](api.connection) }),
  })

const branches = { thread: keys.threads, run: keys.runs } satisfies Record<LabelKind, (connection: string) => unknown>
