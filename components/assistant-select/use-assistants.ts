'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useEntries } from '@/components/lists/use-entries'
import { assistantQuery, assistantsQuery } from '@/lib/client/queries'
import { isNotFound } from '@/lib/protocol/error'

/**
 * The assistants to choose from: those of the list that are loaded, and the one with that id wherever it is in the
 * list. An empty id names none.
 */
export function useAssistants(id: string) {
  const api = useApi()
  const list = useInfiniteQuery(assistantsQuery(api))
  const listed = useEntries(list.data)
  const isListed = listed.some((assistant) => assistant.id === id)
  const one = useQuery({ ...assistantQuery(api, id), enabled: id !== '' && !isListed && !list.isPending })
  const isBeyond = !isListed && one.data !== undefined && !isNotFound(one.error)
  return {
    list,
    /** Why the one with that id is not among them. */
    missing: isListed ? null : one.error,
    options: isBeyond ? [...listed, one.data] : listed,
  }
}
