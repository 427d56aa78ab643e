'use client'

import { useEffect, useState, type RefObject } from 'react'

/** From how near to the end on a reader counts as being there. */
const NEAR_PX = 48

/**
 * Keeps a scrolling box at its end while its content grows, as long as the reader is there; a box that `stays` is
 * left where it is. Tells whether the reader is at the end, and goes there.
 */
export function useTail(box: RefObject<HTMLElement | null>, mode: 'follows' | 'stays') {
  const [isAtTail, setAtTail] = useState(true)

  useEffect(() => {
    const element = box.current
    if (!element || mode === 'stays') return
    let isNear = true
    const toEnd = () => element.scrollTo({ top: element.scrollHeight })
    const onScroll = () => {
      isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
      setAtTail(isNear)
    }
    const observer = new ResizeObserver(() => isNear && toEnd())
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    element.addEventListener('scroll', onScroll, { passive: true })
    toEnd()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [box, mode])

  // At once: a smooth scroll would never reach the end of what keeps growing.
  const jump = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  return { isAtTail, jump }
}
