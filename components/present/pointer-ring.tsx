'use client'

import { useEffect, useRef } from 'react'

/** A ring around the pointer, for those who look at a wall. */
export function PointerRing() {
  const ring = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const move = ({ clientX, clientY }: PointerEvent) => {
      if (ring.current) ring.current.style.transform = `translate(${clientX}px, ${clientY}px)`
    }
    document.addEventListener('pointermove', move, { passive: true })
    return () => document.removeEventListener('pointermove', move)
  }, [])
  return <div ref={ring} data-pointer aria-hidden className="-translate-x-full" />
}
