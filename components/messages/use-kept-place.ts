'use client'

import { useLayoutEffect, type RefObject } from 'react'
import { keep, keptUnder } from '@/components/kept-in-tab'
import { isAtEnd } from './use-end'

/** What stands at the upper edge of a conversation, and how far from it. */
interface Place {
  readonly entry: string
  readonly top: number
}

/** How far below the upper edge something counts as read. */
const EDGE_PX = 24
const NOTED_AFTER_MS = 150
/** Entries out of sight have no height yet: for so many frames their place may still move. */
const FRAMES = 20

/**
 * Brings the reader of a conversation back to where he stood in it, over other pages and reloads. Of who stood at its
 * end nothing is kept.
 */
export function useKeptPlace(box: RefObject<HTMLElement | null>, name: string) {
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const kept = keptUnder<Place>(name)
    const leave = new AbortController()
    if (kept) holdPlace(element, kept, leave)
    let timer: ReturnType<typeof setTimeout> | undefined
    const note = () => {
      timer = undefined
      keep(name, placeIn(element))
    }
    element.addEventListener('scroll', () => (timer ??= setTimeout(note, NOTED_AFTER_MS)), {
      passive: true,
      signal: leave.signal,
    })
    return () => {
      leave.abort()
      if (timer === undefined) return
      clearTimeout(timer)
      note()
    }
  }, [box, name])
}

function placeIn(box: HTMLElement): Place | undefined {
  if (isAtEnd(box)) return undefined
  const { left, width, top: edge } = box.getBoundingClientRect()
  const read = document.elementFromPoint(left + width / 2, edge + EDGE_PX)?.closest<HTMLElement>('[data-entry]')
  // Between two entries, or under what lies over the box: what was kept before is near enough.
  if (!read) return undefined
  return { entry: read.dataset.entry ?? '', top: read.getBoundingClientRect().top - edge }
}

const inputs = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/** Scrolls there, and again while heights come in, until the reader moves by himself. */
export function holdPlace(box: HTMLElement, { entry, top }: Place, leave: AbortController) {
  const moved = new AbortController()
  const stop = () => moved.abort()
  for (const input of inputs) box.addEventListener(input, stop, { passive: true, signal: leave.signal, once: true })
  const goThere = (frames: number) => {
    const element = box.querySelector(`[data-entry="${CSS.escape(entry)}"]`)
    if (!element || frames === 0 || moved.signal.aborted || leave.signal.aborted) return
    const away = element.getBoundingClientRect().top - box.getBoundingClientRect().top - top
    if (Math.abs(away) >= 1) box.scrollBy({ top: away, behavior: 'instant' })
    requestAnimationFrame(() => goThere(frames - 1))
  }
  goThere(FRAMES)
}
