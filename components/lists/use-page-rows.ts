'use client'

import type { RefObject } from 'react'
import { rangeOf } from '@/components/scrolling/row-range'
import { useRowMeasures } from '@/components/scrolling/use-row-measures'

/** What the server draws, and the browser before it has measured. */
const initial = { first: 0, end: 50, rowPx: 36 }

/** Which rows of a list are drawn that scrolls with the page. `body` has the rows, all of one height. */
export function usePageRows(body: RefObject<HTMLElement | null>, count: number) {
  const [{ first, end, rowPx }] = useRowMeasures({
    rows: body,
    initial,
    measure() {
      const element = body.current
      const height = element?.querySelector('[data-row]')?.getBoundingClientRect().height ?? 0
      if (!element || height === 0) return undefined
      const sight = { above: -element.getBoundingClientRect().top, height: innerHeight, rowPx: height }
      return { ...rangeOf(sight, count), rowPx: height }
    },
  })
  return { range: { first: Math.min(first, count), end: Math.min(end, count) }, rowPx }
}
