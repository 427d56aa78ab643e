'use client'

import { useLayoutEffect, type RefObject } from 'react'
import { keep, keptUnder } from '@/components/kept/kept-in-tab'
import { onScrollOf, scrollerOf } from '@/components/scrolling/scroller-of'
import { useDrawnByServer } from '@/components/ui/use-now'
import { elementReadIn, isAtEnd } from './use-end'

/** The entry at the upper edge of a conversation, and its distance from the edge. */
interface Place {
  readonly entry: string
  readonly top: number
}

const NOTED_AFTER_MS = 150
/** Entries out of sight have no height yet: for so many frames their place may still move. */
const FRAMES = 20

/**
 * Restores the reader's place in a conversation, over other pages and reloads. Nothing is kept for a reader at its end.
 */
export function useKeptPlace(box: RefObject<HTMLElement | null>, name: string) {
  const isCalledUp = !useDrawnByServer()
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const leave = new AbortController()
    const comeBack = () => {
      const kept = keptUnder<Place>(name)
      if (kept) holdPlace(element, kept, leave)
      return kept !== undefined
    }
    if (!comeBack() && isCalledUp) openAtEnd(element)
    onScrollerChange(element, comeBack, leave.signal)
    let timer: ReturnType<typeof setTimeout> | undefined
    const note = () => {
      timer = undefined
      keep(name, placeIn(element))
    }
    onScrollOf(element, () => (timer ??= setTimeout(note, NOTED_AFTER_MS)), leave.signal)
    return () => {
      leave.abort()
      if (timer === undefined) return
      clearTimeout(timer)
      note()
    }
  }, [box, name, isCalledUp])
}

function placeIn(box: HTMLElement): Place | undefined {
  if (isAtEnd(box)) return undefined
  const read = elementReadIn(box)?.closest<HTMLElement>('[data-entry]')
  // Between two entries, or under something that covers the box: the place that was kept before is near enough.
  if (!read) return undefined
  return { entry: read.dataset.entry ?? '', top: distanceOf(read, scrollerOf(box)) }
}

const distanceOf = (entry: Element, scroller: Element) =>
  entry.getBoundingClientRect().top - scroller.getBoundingClientRect().top

/** Where the page scrolls, the router has just scrolled it to its beginning. */
function openAtEnd(box: HTMLElement) {
  requestAnimationFrame(() => {
    const scroller = scrollerOf(box)
    if (scroller !== box) scroller.scrollTo({ top: 0, behavior: 'instant' })
  })
}

/** Calls back when a window becomes short, or is no longer; not while somebody writes, who wants to see the end. */
function onScrollerChange(box: HTMLElement, hear: () => void, signal: AbortSignal) {
  let before = scrollerOf(box)
  const onResize = () => {
    if (scrollerOf(box) === before) return
    before = scrollerOf(box)
    if (!document.activeElement?.matches('input, textarea')) hear()
  }
  window.addEventListener('resize', onResize, { signal })
}

const inputs = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/** Scrolls there, and again while heights change, until the reader scrolls. */
export function holdPlace(box: HTMLElement, { entry, top }: Place, leave: AbortController) {
  const moved = new AbortController()
  const stop = () => moved.abort()
  for (const input of inputs) window.addEventListener(input, stop, { passive: true, signal: leave.signal, once: true })
  const goThere = (frames: number) => {
    const element = box.querySelector(`[data-entry="${CSS.escape(entry)}"]`)
    if (!element || frames === 0 || moved.signal.aborted || leave.signal.aborted) return
    const scroller = scrollerOf(box)
    const away = distanceOf(element, scroller) - top
    if (Math.abs(away) >= 1) scroller.scrollBy({ top: away, behavior: 'instant' })
    requestAnimationFrame(() => goThere(frames - 1))
  }
  goThere(FRAMES)
}
