'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useApi } from '@/components/connection/connection-context'
import { useEntries } from '@/components/lists/use-entries'
import { useInBrowser, useOfNow } from '@/components/ui/use-now'
import { threadsQuery } from '@/lib/client/queries'
import { filterParams, hasTimes, threadFilterOf } from './thread-filter'
import { dayOf } from './thread-times'

/** The threads that the address asks for, and how it does. */
export function useShownThreads() {
  const params = useSearchParams()
  const param = (name: string) => params.get(name) ?? ''
  const filter = threadFilterOf(param, useOfNow('slow', dayOf))
  // What a day is, only the browser knows.
  const enabled = useInBrowser(true, !hasTimes(param))
  const query = useInfiniteQuery({ ...threadsQuery(useApi(), filter), placeholderData: keepPreviousData, enabled })
  const set = filterParams.filter((name) => param(name) !== '')
  return {
    param,
    filter,
    query,
    threads: useEntries(query.data),
    isFiltered: set.length > 0,
    /** What is searched for where nothing else is filtered by; else empty. */
    words: set.every((name) => name === 'q') ? param('q') : '',
  }
}
