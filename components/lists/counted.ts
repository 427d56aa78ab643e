'use client'

import { useFormatter } from 'next-intl'
import { MAX_COUNTED } from '@/lib/run/list-limits'

/** Writes a number that a list was counted to; one that was not counted further has a plus. */
export function useCounted() {
  const format = useFormatter()
  return (count: number) => `${format.number(count)}${count >= MAX_COUNTED ? '+' : ''}`
}
