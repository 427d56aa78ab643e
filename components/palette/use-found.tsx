'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection-context'
import { entriesOf } from '@/components/paged'
import { useAllPages } from '@/components/use-all-pages'
import { assistantQuery, assistantsQuery, runsQuery, threadsQuery } from '@/lib/client/queries'
import { matches } from './match'
import { useItemMakers } from './use-item-makers'

const SHOWN = 6
/** Before anything is typed: the last ones only, so that commands stay in sight. */
const SHOWN_UNASKED = 3

/** Assistants, threads and runs that are called or numbered like that; without words the latest threads. */
export function useFound(typed: string) {
  const api = useApi()
  const keep = { placeholderData: keepPreviousData }
  const enabled = typed !== ''
  const assistants = useInfiniteQuery({ ...assistantsQuery(api), enabled })
  const threads = useInfiniteQuery({ ...threadsQuery(api, { q: typed }), ...keep })
  const runs = useInfiniteQuery({ ...runsQuery(api, { q: typed }), ...keep, enabled })
  // At once, however far down the list it stands.
  const byId = useQuery({ ...assistantQuery(api, typed), enabled: /^asst_\w+$/.test(typed), retry: false })

  const to = useItemMakers()
  const named = entriesOf(assistants.data).filter(({ id, name }) => matches(`${name ?? ''} ${id}`, typed))
  const found = named.length === 0 && byId.data ? [byId.data] : named
  // The wire cannot search assistants: they are looked through here, as far as it takes to fill the place for them.
  const isLooking = useAllPages(assistants, enabled && !byId.data && named.length < SHOWN)
  const queries = [assistants, threads, runs]
  return {
    items: [
      ...(enabled ? found.slice(0, SHOWN).map(to.assistant) : []),
      ...entriesOf(threads.data)
        .slice(0, enabled ? SHOWN : SHOWN_UNASKED)
        .map(to.thread),
      ...(enabled ? entriesOf(runs.data).slice(0, SHOWN).map(to.run) : []),
    ],
    isSearching: isLooking || queries.some((query) => query.isFetching && (query.isPending || query.isPlaceholderData)),
    hasFailed: queries.some(({ isError }) => isError),
  }
}
