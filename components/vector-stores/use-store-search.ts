'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useApi } from '@/components/connection/connection-context'
import { storeSearchQuery } from '@/lib/client/vector-store-queries'
import { searchBodyOf, settingsIn, type Side } from './search-settings'

/** One search of the address, and what it finds. */
export function useStoreSearch(store: string | null, q: string, side: Side) {
  const settings = settingsIn(useSearchParams(), side)
  const query = useQuery({
    ...storeSearchQuery(useApi(), store ?? '', searchBodyOf(q, settings)),
    enabled: store !== null && q !== '',
  })
  return {
    ...{ store: store ?? '', q, side, settings },
    found: query.data?.data,
    error: query.error,
    isLooking: query.isFetching,
    again: () => void query.refetch(),
  }
}

export type ShownSearch = ReturnType<typeof useStoreSearch>
