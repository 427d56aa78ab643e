'use client'

import type { ReactNode } from 'react'
import { useNow } from '@/components/ui/use-now'

interface RunClockProps {
  readonly isLive: boolean
  /** What to add to this machine's clock to stand on the log's. */
  readonly skewMs: number
  readonly children: (now: number) => ReactNode
}

/**
 * Gives the time on the log's clock, twice a second while the run lives; at rest nothing ticks and the time is 0.
 * Props: isLive, skewMs, children = (now) => ….
 */
export function RunClock({ isLive, skewMs, children }: RunClockProps) {
  return isLive ? <Ticking skewMs={skewMs}>{children}</Ticking> : children(0)
}

function Ticking({ skewMs, children }: Omit<RunClockProps, 'isLive'>) {
  return children(useNow('fast') + skewMs)
}
