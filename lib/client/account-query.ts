import { queryOptions } from '@tanstack/react-query'
import type { AccountState } from '@/lib/protocol/playground'
import type { Api } from './api'
import { keys } from './keys'

/** While a page is open, the state of an account that fails is fetched again this often. */
const ACCOUNT_PAUSE_MS = 10_000

/** The state of the connection's account. */
export const accountQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.account(api.connection),
    queryFn: ({ signal }) => api.account({ signal }),
    refetchInterval: ({ state: { data } }) => (data && accountTrouble(data) ? ACCOUNT_PAUSE_MS : false),
  })

/** What is wrong with the account; undefined when nothing is known to be wrong. */
export const accountTrouble = ({ status }: AccountState) =>
  status === 'answering' || status === 'unknown' ? undefined : status
