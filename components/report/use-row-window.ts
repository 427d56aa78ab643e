'use client'

import { useEffect, useState, type RefObject } from 'react'

/** A row's height and the box's before either was measured. */
const FIRST_ROW_PX = 32
const FIRST_BOX_PX = 640

/** Rows drawn above and below those in sight. */
const OVERSCAN = 12

interface RowWindowInput {
  /** What scrolls. The rows begin below a head that stays in sight. */
  readonly box: RefObject<HTMLElement | null>
  /** What has the drawn rows for children, all of one height: which, the screen's width and the font size decide. */
  readonly drawn: RefObject<HTMLElement | null>
  readonly count: number
  /** The height of the head. */
  readonly headPx: number
}

/** Which of many rows are drawn: those in sight and some more. */
export function useRowWindow({ box, drawn, count, headPx }: RowWindowInput) {
  const [sight, setSight] = useState({ top: 0, height: FIRST_BOX_PX, rowPx: FIRST_ROW_PX })

  useEffect(() => {
    const element = box.current
    const list = drawn.current
    if (!element || !list) return
    const look = () => {
      const [top, height] = [element.scrollTop, element.clientHeight]
      const rowPx = list.getBoundingClientRect().height / list.childElementCount
      // Nothing to measure where nothing is drawn: a box that is hidden.
      if (!(height > 0 && rowPx > 0)) return
      setSight((before) =>
        before.top === top && before.height === height && before.rowPx === rowPx ? before : { top, height, rowPx },
      )
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    observer.observe(list)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, drawn])

  const { top, height, rowPx } = sight

  /** Scrolls as little as brings the row at `index` into sight, and draws it at once rather than on the scroll. */
  function reveal(index: number) {
    const element = box.current
    if (!element) return
    const from = index * rowPx
    const lowest = from + rowPx + headPx - element.clientHeight
    element.scrollTo({ top: Math.min(from, Math.max(lowest, element.scrollTop)) })
    setSight((before) => ({ ...before, top: element.scrollTop }))
  }

  const first = Math.max(0, Math.min(Math.floor(top / rowPx), count) - OVERSCAN)
  const last = Math.min(count, Math.ceil((top + height) / rowPx) + OVERSCAN)
  /** Of those, the ones in sight, counted from 1; a row that is half covered is not. */
  const seen = {
    first: Math.min(count, Math.ceil(top / rowPx) + 1),
    last: Math.min(count, Math.floor((top + height - headPx) / rowPx)),
  }
  return { first, last, rowPx, reveal, seen }
}
