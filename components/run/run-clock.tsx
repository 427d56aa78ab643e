'use client'

import type { ReactNode } from 'react'
import { useNow } from '@/components/ui/use-now'

interface RunClockProps {
  readonly isLive: boolean
  readonly children: (now: number) => ReactNode
}

/**
 * Gives the server's time, twice a second while the run lives; at rest nothing ticks and the time is 0.
 * Props: isLive, children = (now) => ….
 */
export function RunClock({ isLive, children }: RunClockProps) {
  return isLive ? <Ticking>{children}</Ticking> : children(0)
}

function Ticking({ children }: Omit<RunClockProps, 'isLive'>) {
  return children(useNow('fast'))
}
