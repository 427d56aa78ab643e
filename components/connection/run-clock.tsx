'use client'

import type { ReactNode } from 'react'
import { useNow } from '@/components/ui/use-now'

interface RunClockProps {
  readonly isLive: boolean
  /** Since when nothing is known of the run, which stops its clock; null while it is known. */
  readonly stoppedMs: number | null
  readonly children: (now: number) => ReactNode
}

/**
 * Gives the server's time, twice a second while the run lives; at rest nothing ticks and the time is 0.
 * Props: isLive, stoppedMs, children = (now) => ….
 */
export function RunClock({ isLive, stoppedMs, children }: RunClockProps) {
  if (!isLive) return children(0)
  return stoppedMs === null ? <Ticking>{children}</Ticking> : children(stoppedMs)
}

function Ticking({ children }: Pick<RunClockProps, 'children'>) {
  return children(useNow('fast'))
}
