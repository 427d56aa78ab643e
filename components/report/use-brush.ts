'use client'

import { useRef, type PointerEvent } from 'react'

/** A shorter way is a press and not a stroke. */
const MIN_PX = 4

interface BrushInput {
  readonly onBrush: (from: number, to: number) => void
  readonly onPress: () => void
  /** Fingers may have other work here than to mark something. */
  readonly fingers: 'mark' | 'press'
}

/**
 * A stroke over an element, told in percent of its width, or a press on it. The mark that follows the pointer is moved
 * without React: nothing around it draws again.
 */
export function useBrush({ onBrush, onPress, fingers }: BrushInput) {
  const mark = useRef<HTMLSpanElement>(null)
  const began = useRef<number | null>(null)

  const percentOf = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.min(100, Math.max(0, ((clientX - left) / width) * 100))
  }

  function draw(from: number, to: number) {
    if (!mark.current) return
    mark.current.hidden = false
    mark.current.style.left = `${Math.min(from, to)}%`
    mark.current.style.width = `${Math.abs(to - from)}%`
  }

  function end() {
    began.current = null
    if (mark.current) mark.current.hidden = true
  }

  const marks = ({ pointerType }: PointerEvent) => pointerType !== 'touch' || fingers === 'mark'

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      // A second finger ends what the first one began: two of them look closer.
      if (!event.isPrimary) return end()
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      began.current = percentOf(event)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (began.current !== null && marks(event)) draw(began.current, percentOf(event))
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const from = began.current
      if (from === null) return
      const to = percentOf(event)
      const way = (Math.abs(to - from) / 100) * event.currentTarget.getBoundingClientRect().width
      end()
      if (way >= MIN_PX && marks(event)) onBrush(Math.min(from, to), Math.max(from, to))
      else if (way < MIN_PX) onPress()
    },
    onPointerCancel: end,
  }
  return { mark, handlers }
}
