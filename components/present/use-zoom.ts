'use client'

import { useEffect } from 'react'
import { useRemembered } from '@/components/kept/use-remembered'

/** In percent of what the browser shows otherwise. */
const STEPS = [100, 125, 150, 175, 200, 250, 300] as const
const FIRST = 175

/** How large everything is while it is presented; this browser remembers it. */
export function useZoom() {
  const [kept, keep] = useRemembered('present:zoom')
  const percent = STEPS.find((step) => String(step) === kept) ?? FIRST
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--present-zoom', String(percent / 100))
    return () => void style.removeProperty('--present-zoom')
  }, [percent])
  const by = (steps: number) => {
    const next = STEPS[STEPS.indexOf(percent) + steps]
    if (next !== undefined) keep(String(next))
  }
  return { percent, larger: () => by(1), smaller: () => by(-1) }
}
