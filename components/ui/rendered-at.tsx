'use client'

import { useLayoutEffect, useState, type ReactNode } from 'react'
import { noteServerTime } from '@/lib/client/server-clock'
import { RenderedAt } from './use-now'

/** Carries the moment of the server's render to every ticking text. Props: at = Unix milliseconds; children. */
export function RenderedAtProvider({ at, children }: { at: number; children: ReactNode }) {
  const [first] = useState(at)
  useLayoutEffect(() => {
    // Before anything ticks by this machine's clock. The page was drawn when it began to come in, or hardly before.
    const [page] = performance.getEntriesByType('navigation')
    if (!(page instanceof PerformanceNavigationTiming)) return
    noteServerTime({ serverMs: first, hereMs: Date.now() - performance.now() + page.responseStart })
  }, [first])
  return <RenderedAt value={at}>{children}</RenderedAt>
}
