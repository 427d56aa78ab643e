'use client'

import type { InfiniteData, Query } from '@tanstack/react-query'
import { useConnection } from '@/components/connection/connection-context'
import type { List } from '@/lib/protocol/list'
import type { VectorStore, VectorStoreFile } from '@/lib/protocol/vector-store'

const EVERY_MS = 2_000

type Asked = InfiniteData<List<VectorStore | VectorStoreFile>> | VectorStore | VectorStoreFile | undefined

const isIndexing = (data: Asked) =>
  data !== undefined &&
  ('pages' in data
    ? data.pages.some((page) => page.data.some(({ status }) => status === 'in_progress'))
    : data.status === 'in_progress')

/** The built-in backend tells of each change; others are asked again and again while something is being indexed. */
export function usePollWhileIndexing() {
  const isTold = useConnection().info.kind === 'embedded'
  return {
    refetchInterval: ({ state }: Pick<Query, 'state'>) =>
      !isTold && isIndexing(state.data as Asked) ? EVERY_MS : false,
  } as const
}
