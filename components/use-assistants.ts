'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { assistantQuery, assistantsQuery } from '@/lib/client/queries'
import { isNotFound } from '@/lib/protocol/error'
import { useApi } from './connection-context'
import { entriesOf } from './paged'
import { useAllPages } from './use-all-pages'

/**
 * The assistants to choose from: those of the first page, the one of that id however far down the list it stands, and
 * all of them once somebody is about to choose. An empty id names none.
 */
export function useAssistants(id: string) {
  const api = useApi()
  const [isChoosing, setChoosing] = useState(false)
  const list = useInfiniteQuery(assistantsQuery(api))
  useAllPages(list, isChoosing)
  const listed = entriesOf(list.data)
  const isListed = listed.some((assistant) => assistant.id === id)
  const one = useQuery({ ...assistantQuery(api, id), enabled: id !== '' && !isListed && !list.isPending })
  const isBeyond = !isListed && one.data !== undefined && !isNotFound(one.error)
  return {
    list,
    /** Why the one of that id is not among them. */
    missing: isListed ? null : one.error,
    options: isBeyond ? [...listed, one.data] : listed,
    startChoosing: () => setChoosing(true),
  }
}
