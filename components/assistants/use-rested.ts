'use client'

import { useEffect, useState } from 'react'

/** Parsing a longer text takes longer than a frame, which would slow typing down. */
const LONG_TEXT = 50_000
const REST_MS = 300

/**
 * The current value or, while a long text in it changes, that of the last pause in typing: for what is computed from
 * it. `length` is that of the text.
 */
export function useRested<T>(value: T, length: number): T {
  const [rested, setRested] = useState(value)
  const isLong = length > LONG_TEXT
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), isLong ? REST_MS : 0)
    return () => clearTimeout(timer)
  }, [value, isLong])
  return isLong ? rested : value
}
