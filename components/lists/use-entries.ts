'use client'

import type { InfiniteData } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useIsHidden } from '@/components/deletes/use-pending-deletes'
import type { List } from '@/lib/protocol/list'
import { entriesOf } from './paged'

interface Entry {
  readonly id: string
  /** Of a run; it goes with its thread. */
  readonly run?: { readonly thread_id: string }
}

/**
 * The entries of a paged list without those that are about to be deleted, the same array as long as nothing has
 * changed.
 */
export function useEntries<T extends Entry>(data: InfiniteData<List<T>> | undefined): T[] {
  const isHidden = useIsHidden()
  return useMemo(
    () => entriesOf(data).filter(({ id, run }) => !isHidden(id) && !isHidden(run?.thread_id)),
    [data, isHidden],
  )
}
