'use client'

import type { InfiniteData } from '@tanstack/react-query'
import { useMemo } from 'react'
import { entriesOf } from '@/components/paged'
import type { List } from '@/lib/protocol/list'

/** The entries of a paged list, the same array as long as nothing has come. */
export const useEntries = <T extends { readonly id: string }>(data: InfiniteData<List<T>> | undefined) =>
  useMemo(() => entriesOf(data), [data])
