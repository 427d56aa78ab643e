'use client'

import { useState } from 'react'
import { timelineOf } from '@/lib/inspector/timeline'
import type { Row } from '@/lib/inspector/timeline-row'
import type { RunView } from '@/lib/run/fold'

interface Drawn {
  readonly view: RunView
  readonly now: number
  readonly rows: readonly Row[]
}

/** The rows of a run; from one view to the next, a row that is as it was stays the same object. */
export function useRows(view: RunView, now: number): readonly Row[] {
  const [drawn, setDrawn] = useState<Drawn>(() => ({ view, now, rows: timelineOf(view, now) }))
  if (drawn.view === view && drawn.now === now) return drawn.rows
  const rows = timelineOf(view, now, drawn.rows)
  setDrawn({ view, now, rows })
  return rows
}
