'use client'

import { useFormatter } from 'next-intl'
import { MAX_COUNTED } from '@/lib/run/list-limits'

/** Writes how many objects a list has; a plus says that the counting stopped there. */
export function useCounted() {
  const format = useFormatter()
  return (count: number) => `${format.number(count)}${count >= MAX_COUNTED ? '+' : ''}`
}
