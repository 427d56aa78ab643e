'use client'

import { useEffect, useRef } from 'react'

/** Brings a line of a long list into sight when another becomes current, not when the reader scrolls away from it. */
export function useReveal(reveal: (index: number) => void, current: number) {
  const latest = useRef(reveal)
  useEffect(() => {
    latest.current = reveal
  })
  useEffect(() => {
    if (current >= 0) latest.current(current)
  }, [current])
}
