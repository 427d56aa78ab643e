'use client'

import { useDebounced } from '@/components/ui/use-debounced'

/** Parsing a longer text takes longer than a frame, which would slow typing down. */
const LONG_TEXT = 50_000
const DEBOUNCE_MS = 300

/**
 * The current value or, while a long text in it changes, that of the last pause in typing: for what is computed from
 * it. `length` is that of the text.
 */
export function useDebouncedWhenLong<T>(value: T, length: number): T {
  const isLong = length > LONG_TEXT
  const debounced = useDebounced(value, isLong ? DEBOUNCE_MS : 0)
  return isLong ? debounced : value
}
