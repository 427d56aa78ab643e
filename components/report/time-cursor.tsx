'use client'

import { useLocale } from 'next-intl'
import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react'
import { useDuration } from '@/components/ui/use-duration'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { AxisScale } from './axis-scale'
import { toClock } from './clock-text'

interface TimeCursorProps {
  readonly scale: AxisScale
  readonly life: Lifecycle
  /** Has, somewhere in it, the element with `data-axis` that the axis lies on. */
  readonly children: ReactNode
}

/**
 * A line under the pointer with its moment: how long after the beginning, and the time of the clock. It is moved
 * without React, so that nothing below draws again. Props: scale, life, children.
 */
export function TimeCursor({ scale, life, children }: TimeCursorProps) {
  const duration = useDuration()
  const locale = useLocale()
  const box = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLSpanElement>(null)
  const label = useRef<HTMLSpanElement>(null)
  const pointerX = useRef<number | null>(null)

  function draw() {
    if (!line.current || !label.current) return
    const x = pointerX.current
    line.current.hidden = true
    // Nothing is measured for a pointer that is not here: on a large page that takes long.
    const axis = x === null ? undefined : box.current?.querySelector('[data-axis]')?.getBoundingClientRect()
    if (x === null || !box.current || !axis || x < axis.left || x > axis.right) return
    line.current.hidden = false
    const outer = box.current.getBoundingClientRect()
    const at = scale.momentAt(((x - axis.left) / axis.width) * 100)
    line.current.style.left = `${x - outer.left}px`
    label.current.textContent = `+${duration(at - life.from)} · ${toClock(at, locale, life.isSoft ? 'seconds' : 'milliseconds')}`
    const half = label.current.offsetWidth / 2
    const over = Math.max(0, x + half - outer.right) - Math.max(0, outer.left - (x - half))
    label.current.style.transform = `translateX(calc(-50% - ${over}px))`
  }

  // A live axis moves under a pointer that stands still.
  useEffect(draw)

  function follow(event: PointerEvent) {
    pointerX.current = event.pointerType === 'touch' ? null : event.clientX
    draw()
  }
  function leave() {
    pointerX.current = null
    draw()
  }

  return (
    <div ref={box} className="relative" onPointerMove={follow} onPointerLeave={leave}>
      {children}
      <span
        ref={line}
        hidden
        aria-hidden
        data-cursor
        className="pointer-events-none absolute inset-y-0 z-20 w-px bg-control"
      >
        <span
          ref={label}
          className={`absolute top-0 left-0 rounded-chip bg-ink px-1.5 font-mono text-meta whitespace-nowrap text-paper
            tabular-nums`}
        />
      </span>
    </div>
  )
}
