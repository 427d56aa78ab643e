'use client'

import { useDuration } from './use-duration'
import { useNow } from './use-now'

interface DurationTextProps {
  readonly fromMs: number
  readonly toMs: number | null
  readonly className?: string
}

/**
 * How long something took, or, without an end, how long it has lasted so far, ticking twice a second.
 * Props: fromMs, toMs = null while it lasts.
 */
export function DurationText({ fromMs, toMs, className = '' }: DurationTextProps) {
  const duration = useDuration()
  const look = `font-mono text-meta whitespace-nowrap tabular-nums ${className}`
  if (toMs !== null) return <span className={look}>{duration(toMs - fromMs)}</span>
  return <Ticking fromMs={fromMs} className={look} />
}

function Ticking({ fromMs, className }: { fromMs: number; className: string }) {
  const duration = useDuration()
  const now = useNow('fast')
  return <span className={className}>{duration(Math.floor((now - fromMs) / 100) * 100)}</span>
}
