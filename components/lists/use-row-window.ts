'use client'

import { useEffect, useState, type RefObject } from 'react'
import { rangeOf, type RowRange } from './row-window'

/** What the server draws, and the browser before it has measured. */
const FIRST_ROWS = 50
const FIRST_ROW_PX = 36

/** Which rows of a list are drawn that scrolls with the page. Props: body = what has the rows, all of one height. */
export function useRowWindow(body: RefObject<HTMLElement | null>, count: number) {
  const [sight, setSight] = useState<Sight>()

  useEffect(() => {
    const element = body.current
    if (!element) return
    function look() {
      const row = element?.querySelector('[data-row]')
      const rowPx = row?.getBoundingClientRect().height ?? 0
      if (!element || rowPx === 0) return
      const range = rangeOf({ above: -element.getBoundingClientRect().top, height: innerHeight, rowPx }, count)
      setSight((before) => (before && isSame(before, { range, rowPx }) ? before : { range, rowPx }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      observer.disconnect()
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [body, count])

  const { range, rowPx } = sight ?? { range: { first: 0, end: FIRST_ROWS }, rowPx: FIRST_ROW_PX }
  const end = Math.min(range.end, count)
  return { range: { first: Math.min(range.first, end), end }, rowPx }
}

interface Sight {
  readonly range: RowRange
  readonly rowPx: number
}

const isSame = (a: Sight, b: Sight) =>
  a.range.first === b.range.first && a.range.end === b.range.end && a.rowPx === b.rowPx
