'use client'

import { useEffect, type RefObject } from 'react'

/** From how near to the end on a reader counts as being there. */
const NEAR_PX = 48

/**
 * Keeps a scrolling box at its end while its content grows, as long as the reader is there; a box that `stays` is
 * left where it is.
 */
export function useTail(box: RefObject<HTMLElement | null>, mode: 'follows' | 'stays') {
  useEffect(() => {
    const element = box.current
    if (!element || mode === 'stays') return
    let isNear = true
    const toEnd = () => element.scrollTo({ top: element.scrollHeight })
    const onScroll = () => {
      isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX
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
}
