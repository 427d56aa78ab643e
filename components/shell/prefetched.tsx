'use client'

import { HydrationBoundary, type DehydratedState } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'

interface PrefetchedProps {
  /** What the server has asked for, as JSON: as an object it is written and read node by node. */
  readonly state: string
  readonly children: ReactNode
}

/** Gives the queries below it what the server has asked for. */
export function Prefetched({ state, children }: PrefetchedProps) {
  const known = useMemo(() => JSON.parse(state) as DehydratedState, [state])
  return <HydrationBoundary state={known}>{children}</HydrationBoundary>
}
