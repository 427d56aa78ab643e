'use client'

import type { RefObject } from 'react'
import { useRowMeasures } from '@/components/scrolling/use-row-measures'
import { rowsInSight, scrollTo } from './rows-in-sight'

/** Pixels, before anything was measured. */
const UNMEASURED = { top: 0, height: 640, rowPx: 32, remPx: 16 }

interface RowWindowInput {
  /** What scrolls. The rows begin below a head that stays in sight. */
  readonly box: RefObject<HTMLElement | null>
  /** What has the drawn rows for children, all of one height: which, the screen's width and the font size decide. */
  readonly drawn: RefObject<HTMLElement | null>
  readonly count: number
  /** The height of the head, in the document's font size. */
  readonly headRem: number
}

/** Which of many rows are drawn: those in sight and some more; `seen` is known once they were measured. */
export function useRowWindow({ box, drawn, count, headRem }: RowWindowInput) {
  const [sight, setSight] = useRowMeasures({
    rows: drawn,
    box,
    initial: UNMEASURED,
    measure() {
      const [element, list] = [box.current, drawn.current]
      if (!element || !list) return undefined
      const rowHeight = list.getBoundingClientRect().height / list.childElementCount
      const { scrollTop, clientHeight } = element
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      return clientHeight > 0 && rowHeight > 0
        ? { top: scrollTop, height: clientHeight, rowPx: rowHeight, remPx }
        : undefined
    },
  })

  const { top, height, rowPx, remPx } = sight
  const headPx = headRem * remPx

  /** Scrolls as little as brings the row at `index` into sight, and draws it at once rather than on the scroll. */
  function reveal(index: number) {
    const element = box.current
    if (!element) return
    const { scrollTop, clientHeight } = element
    element.scrollTo({ top: scrollTo({ top: scrollTop, height: clientHeight, rowPx, headPx }, index) })
    setSight((before) => ({ ...before, top: element.scrollTop }))
  }

  const { seen, ...drawnRows } = rowsInSight({ top, height, rowPx, headPx }, count)
  return { ...drawnRows, seen: sight === UNMEASURED ? undefined : seen, rowPx, reveal }
}
