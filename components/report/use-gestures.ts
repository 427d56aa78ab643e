'use client'

import { useEffect, useEffectEvent, type RefObject } from 'react'
import type { Zoom } from './use-zoom'

/** How much closer one notch of a wheel looks, which is about 100 of its pixels. */
const WHEEL_PX = 240

/** A finger that moved less than this has pressed, not dragged. */
const MIN_PX = 6

/** Wheels that count in lines and pages, in pixels. */
const wheelUnit = [1, 16, 400]

/**
 * Wheels and fingers on the chart in `box`, which has the element with `data-axis`: Ctrl and the wheel look closer at
 * the pointer, two fingers at what is between them; one finger, or the wheel to the side, moves what is in sight.
 */
export function useGestures(box: RefObject<HTMLElement | null>, zoom: Zoom) {
  const axisOf = () => box.current?.querySelector('[data-axis]')?.getBoundingClientRect()

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const axis = axisOf()
    if (!axis) return
    const unit = wheelUnit[event.deltaMode] ?? 1
    const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
    if (event.ctrlKey) {
      event.preventDefault()
      zoom.move({ factor: Math.exp((-event.deltaY * unit) / WHEEL_PX), percent: percentAt(axis, event.clientX) })
    } else if (zoom.isZoomed && isSideways) {
      event.preventDefault()
      zoom.move({ by: ((sideways * unit) / axis.width) * 100 })
    }
  })

  const onFingers = useEffectEvent((before: readonly number[], after: readonly number[]) => {
    const axis = axisOf()
    const [from, to] = [middleOf(before), middleOf(after)]
    if (!axis || (after.length === 1 && !zoom.isZoomed)) return
    const factor = after.length > 1 ? spreadOf(after) / Math.max(1, spreadOf(before)) : 1
    zoom.move({ factor, percent: percentAt(axis, to), by: ((from - to) / axis.width) * 100 })
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    element.addEventListener('wheel', onWheel, { passive: false })
    const stopListening = listenToFingers(element, (before, after) => onFingers(before, after))
    return () => {
      element.removeEventListener('wheel', onWheel)
      stopListening()
    }
  }, [box])
}

/** Tells where one or two fingers were and are, across, whenever one of them moves; returns how to stop. */
function listenToFingers(element: HTMLElement, onMove: (before: readonly number[], after: readonly number[]) => void) {
  const fingers = new Map<number, { x: number; from: number; moves: boolean }>()
  const places = () => [...fingers.values()].slice(0, 2).map(({ x }) => x)

  function down({ pointerType, pointerId, clientX: x }: PointerEvent) {
    if (pointerType === 'touch') fingers.set(pointerId, { x, from: x, moves: fingers.size > 0 })
  }
  function move({ pointerId, clientX: x }: PointerEvent) {
    const finger = fingers.get(pointerId)
    if (!finger) return
    if (fingers.size === 1 && !finger.moves && Math.abs(x - finger.from) < MIN_PX) return
    const before = places()
    fingers.set(pointerId, { ...finger, x, moves: true })
    onMove(before, places())
  }
  const up = ({ pointerId }: PointerEvent) => void fingers.delete(pointerId)

  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up }
  const each = Object.entries(listeners) as [keyof typeof listeners, (event: PointerEvent) => void][]
  for (const [name, listener] of each) element.addEventListener(name, listener)
  return () => each.forEach(([name, listener]) => element.removeEventListener(name, listener))
}

const percentAt = ({ left, width }: DOMRect, x: number) => Math.min(100, Math.max(0, ((x - left) / width) * 100))
const middleOf = (places: readonly number[]) => places.reduce((sum, x) => sum + x, 0) / places.length
const spreadOf = (places: readonly number[]) => Math.abs((places[0] ?? 0) - (places[1] ?? 0))
