// What passed on the wire about a run.
import { queryOptions } from '@tanstack/react-query'
import type { ListedExchange } from '@/lib/protocol/exchange'
import type { Api } from './api'
import { keys } from './keys'

/** How often a run that is underway is asked for more. */
const PAUSE_MS = 2_000

/** More of its answer may come. */
export const isOpen = ({ answer, failure }: ListedExchange) => failure === null && (answer?.end_ms ?? null) === null

interface Asked {
  readonly run: string
  readonly isOver: boolean
}

/** All exchanges of a run in short. Those that are known with their ends are not fetched again. */
export const exchangesQuery = (api: Api, { run, isOver }: Asked) =>
  queryOptions<readonly ListedExchange[]>({
    queryKey: keys.exchanges(api.connection, run),
    queryFn: async ({ client, queryKey, signal }) => {
      const before = client.getQueryData<readonly ListedExchange[]>(queryKey) ?? []
      const open = before.findIndex(isOpen)
      const known = [...(open < 0 ? before : before.slice(0, open))]
      for (let hasMore = true; hasMore;) {
        const { data, has_more } = await api.runs.exchanges(run, known.at(-1)?.number ?? 0, { signal })
        known.push(...data)
        hasMore = has_more && data.length > 0
      }
      return known
    },
    refetchInterval: isOver ? false : PAUSE_MS,
  })

interface One {
  readonly run: string
  readonly number: number
  /** Its answer has ended: it is another when it has. */
  readonly isWhole: boolean
}

/** One exchange, with its headers and bodies. */
export const exchangeQuery = (api: Api, at: One) =>
  queryOptions({
    queryKey: keys.exchange(api.connection, at),
    queryFn: ({ signal }) => api.runs.exchange(at, { signal }),
  })
