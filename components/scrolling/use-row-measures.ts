'use client'

import { useEffect, useEffectEvent, useState, type RefObject } from 'react'

interface RowMeasuresInput<Measures> {
  /** What has the rows for children. */
  readonly rows: RefObject<HTMLElement | null>
  /** What scrolls them; left out, the page does. */
  readonly box?: RefObject<HTMLElement | null>
  /** Until something was measured. */
  readonly initial: Measures
  /** Undefined where there is nothing to measure, as in a box that is hidden. */
  readonly measure: () => Measures | undefined
}

/** Measures rows when they are scrolled and when their size changes; the same object while nothing differs. */
export function useRowMeasures<Measures extends Readonly<Record<string, number>>>(input: RowMeasuresInput<Measures>) {
  const { rows, box, initial, measure } = input
  const [measures, setMeasures] = useState(initial)
  const update = useEffectEvent(() => {
    const next = measure()
    if (next) setMeasures((before) => (isSame(before, next) ? before : next))
  })

  useEffect(() => {
    const [list, scroller] = [rows.current, box ? box.current : window]
    if (!list || !scroller) return
    const onChange = () => update()
    const leave = new AbortController()
    const observer = new ResizeObserver(onChange)
    observer.observe(list)
    if (scroller instanceof Element) observer.observe(scroller)
    else scroller.addEventListener('resize', onChange, { signal: leave.signal })
    scroller.addEventListener('scroll', onChange, { passive: true, signal: leave.signal })
    return () => {
      leave.abort()
      observer.disconnect()
    }
  }, [rows, box])

  return [measures, setMeasures] as const
}

const isSame = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) =>
  Object.keys(a).every((name) => a[name] === b[name])
