'use client'

import { useEffect, useState, type RefObject } from 'react'
import { rowsInSight, scrollTo } from './rows-in-sight'

/** A row's height and the box's before either was measured. */
const FIRST_ROW_PX = 32
const FIRST_BOX_PX = 640

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

  /** Brings the row at `index` into sight, and draws it at once rather than on the scroll. */
  function reveal(index: number) {
    const element = box.current
    if (!element) return
    const { scrollTop, clientHeight } = element
    element.scrollTo({ top: scrollTo({ top: scrollTop, height: clientHeight, rowPx: sight.rowPx, headPx }, index) })
    setSight((before) => ({ ...before, top: element.scrollTop }))
  }

  return { ...rowsInSight({ ...sight, headPx }, count), rowPx: sight.rowPx, reveal }
}
