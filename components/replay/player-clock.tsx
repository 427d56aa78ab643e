'use client'

import { useEffect, useRef } from 'react'
import { elapsedAt, type Axis } from '@/lib/inspector/replay/axis'
import { clockOf } from './clock-of'
import type { PlayerStore } from './player-store'

/** The moment and how long it all took, as it happened; written without React, with each frame. */
export function PlayerClock({ axis, store }: { axis: Axis; store: PlayerStore }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const write = () => {
      if (place.current) place.current.textContent = clockOf(elapsedAt(axis, store.get().place))
    }
    write()
    return store.subscribe(write)
  }, [axis, store])
  return (
    <span className="font-mono text-meta text-muted tabular-nums">
      <span ref={place} className="text-ink" /> / {clockOf(elapsedAt(axis, axis.lengthMs))}
    </span>
  )
}
