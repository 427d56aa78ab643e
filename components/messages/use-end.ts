'use client'

import { useEffect, useState, type RefObject } from 'react'
import { NEAR_END_PX } from '@/components/scrolling/near-end'
import { onScrollOf, scrollerOf } from '@/components/scrolling/scroller-of'

/** How far below the upper edge something counts as read. */
const EDGE_PX = 24

/**
 * For a box that is laid out from its end (`flex-col-reverse`): it opens there without any script, stays there while
 * its content grows, and keeps the reader's place when content comes in above; its offset is 0 at the end and negative
 * before. Tells whether the reader is at the end, and goes there.
 */
export function useEnd(box: RefObject<HTMLElement | null>) {
  const [isEnd, setEnd] = useState(true)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const leave = new AbortController()
    const note = () => setEnd(isAtEnd(element))
    onScrollOf(element, note, leave.signal)
    window.addEventListener('resize', note, { signal: leave.signal })
    // The kept place was scrolled to before this listened.
    requestAnimationFrame(note)
    keepPlace(element, leave.signal)
    return () => leave.abort()
  }, [box])

  // At once: a smooth scroll would never reach the end while it moves.
  const jump = () => box.current && scrollerOf(box.current).scrollTo({ top: 0 })
  return { isAtEnd: isEnd, jump }
}

/** Whether such a box shows its end. */
export const isAtEnd = (box: HTMLElement) => -scrollerOf(box).scrollTop < NEAR_END_PX

/** What browsers with scroll anchoring do by themselves: what is read stays in its place, whatever grows beside it. */
function keepPlace(box: HTMLElement, signal: AbortSignal) {
  if (CSS.supports('overflow-anchor', 'auto')) return
  let read: Element | null = null
  let top = 0
  const note = () => {
    read = elementReadIn(box)?.closest('[role=listitem]') ?? null
    top = read?.getBoundingClientRect().top ?? 0
  }
  const observer = new ResizeObserver(() => {
    if (!isAtEnd(box) && read?.isConnected) scrollerOf(box).scrollBy({ top: read.getBoundingClientRect().top - top })
    note()
  })
  for (const child of box.children) observer.observe(child)
  onScrollOf(box, note, signal)
  signal.addEventListener('abort', () => observer.disconnect())
}

/** The element at the upper edge of such a box, or of the window where the box begins above it. */
export function elementReadIn(box: HTMLElement): Element | null {
  const { left, width, top } = box.getBoundingClientRect()
  const edge = Math.max(top, scrollerOf(box).getBoundingClientRect().top)
  return document.elementFromPoint(left + width / 2, edge + EDGE_PX)
}
