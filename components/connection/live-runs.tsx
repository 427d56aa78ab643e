'use client'

import type { ReactNode } from 'react'
import { LiveProvider } from '@/lib/live/live-context'
import { useApi } from './connection-context'

/** Lets the pages below follow runs of the page's connection. */
export function LiveRuns({ children }: { children: ReactNode }) {
  return <LiveProvider api={useApi()}>{children}</LiveProvider>
}
