'use client'

import { useEffect, useRef } from 'react'
import type { Axis } from '@/lib/inspector/replay/axis'
import { clockOf } from './clock-of'
import type { PlayerStore } from './player-store'

/** Where the player stands, and how long it all is; written without React, with each frame. */
export function PlayerClock({ axis, store }: { axis: Axis; store: PlayerStore }) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const write = () => {
      if (place.current) place.current.textContent = clockOf(store.get().place)
    }
    write()
    return store.subscribe(write)
  }, [store])
  return (
    <span className="font-mono text-meta text-muted tabular-nums">
      <span ref={place} className="text-ink" /> / {clockOf(axis.lengthMs)}
    </span>
  )
}
