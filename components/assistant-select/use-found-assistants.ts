'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useAllPages } from '@/components/lists/use-all-pages'
import { useEntries } from '@/components/lists/use-entries'
import { assistantQuery, assistantsQuery } from '@/lib/client/queries'
import { matchesSearch } from './matches-search'

/** How many are shown; typing more finds the others. */
const SHOWN = 50

/**
 * The newest assistants that match what was typed. The wire cannot search them, so pages of the list are loaded until
 * there are enough; one whose whole id was typed is fetched at once.
 */
export function useFoundAssistants(typed: string) {
  const api = useApi()
  const list = useInfiniteQuery(assistantsQuery(api))
  const byId = useQuery({ ...assistantQuery(api, typed), enabled: /^asst_\w+$/.test(typed), retry: false })
  const named = useEntries(list.data).filter((assistant) => matchesSearch(assistant, typed))
  const found = named.length === 0 && byId.data ? [byId.data] : named
  const isLooking = useAllPages(list, typed !== '' && found.length <= SHOWN)
  return {
    found: found.slice(0, SHOWN),
    hasMore: found.length > SHOWN || list.hasNextPage,
    isLooking: isLooking || list.isPending,
    error: list.error,
    goOn: () => void (list.data ? list.fetchNextPage() : list.refetch()),
  }
}
