'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useIsHidden } from '@/components/deletes/use-pending-deletes'
import { useAllPages } from '@/components/lists/use-all-pages'
import { useEntries } from '@/components/lists/use-entries'
import { idEndsOfEqualNames } from '@/components/names/id-ends-of-equal-names'
import { assistantQuery, assistantsQuery, runsQuery, threadsQuery } from '@/lib/client/queries'
import { placeQuery, wordsQuery } from '@/lib/client/search-queries'
import { matches } from './match'
import { useItemMakers } from './use-item-makers'

const SHOWN = 6
/** Before anything is typed: the last ones only, so that commands stay in sight. */
const SHOWN_UNASKED = 3

/** A single letter is in nearly all messages, except for Chinese, where it is a word; ids are in few. */
const isWord = (typed: string) => (typed.length > 1 || typed > '\u2e80') && !/^[a-z]+_\w+$/.test(typed)

/** Ids of what stands in none of the lists. */
const isPlaceId = (typed: string) => /^(?:(?:msg|step|call|vs)_\w+|(?:file|assistant)[-_][\w-]+)$/.test(typed)

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

  // Ids of objects that the searches above do not find.
  const place = useQuery({ ...placeQuery(api, typed), enabled: isPlaceId(typed), retry: false })
  const words = useInfiniteQuery({ ...wordsQuery(api, typed), enabled: isWord(typed) })

  const to = useItemMakers()
  const ran = useEntries(runs.data)
  const named = useEntries(assistants.data).filter(({ id, name }) => matches(`${name ?? ''} ${id}`, typed))
  const isHidden = useIsHidden()
  const found = named.length === 0 && byId.data && !isHidden(byId.data.id) ? [byId.data] : named
  const idEnds = idEndsOfEqualNames(found)
  // The wire cannot search assistants: pages of the list are loaded until enough are found.
  const isLooking = useAllPages(assistants, enabled && !byId.data && named.length < SHOWN)
  const called = useEntries(threads.data).slice(0, enabled ? SHOWN : SHOWN_UNASKED)
  // Messages of threads that are listed above are left out.
  const said = (words.data?.pages[0]?.data ?? []).filter(
    ({ thread_id }) => !isHidden(thread_id) && !called.some(({ id }) => id === thread_id),
  )
  const queries = [assistants, threads, runs, words]
  return {
    items: [
      ...(enabled ? found.slice(0, SHOWN).map((each) => to.assistant(each, idEnds.get(each.id))) : []),
      ...called.map(to.thread),
      ...(enabled ? ran.slice(0, SHOWN).map(to.run) : []),
      ...(place.data ? to.place(place.data) : []),
      ...said.slice(0, SHOWN).map(to.message),
    ],
    isSearching: isLooking || queries.some((query) => query.isFetching && (query.isPending || query.isPlaceholderData)),
    hasFailed: queries.some(({ isError }) => isError),
  }
}
