'use client'

import { useEffect, type RefObject } from 'react'
import { NEAR_END_PX } from '@/components/scrolling/near-end'

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
      isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
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
