'use client'

import { useEffect, useState } from 'react'

/** To read a longer text takes longer than a frame, which whoever types would feel with each key. */
const LONG_TEXT = 50_000
const REST_MS = 300

/**
 * The value of now or, while a long text in it changes, that of the last pause: for what is worked out from what
 * somebody types. `length` is that of the text.
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
