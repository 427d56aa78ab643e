'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import { useHydrated, useNow } from '@/components/ui/use-now'
import { daysOf } from '@/lib/inspector/thread-days'
import type { ThreadEntry } from '@/lib/inspector/thread-view'

const noDays: ReadonlyMap<string, number> = new Map()

/** Where days begin among the entries, in the browser's zone, which the server does not know. */
export function useDays(entries: readonly ThreadEntry[]): ReadonlyMap<string, number> {
  const isHydrated = useHydrated()
  const today = new Date(useNow('slow')).setHours(0, 0, 0, 0)
  return useMemo(
    () => (isHydrated ? daysOf(entries, { now: today, dayOf: (ms) => new Date(ms).toDateString() }) : noDays),
    [isHydrated, entries, today],
  )
}

/** A line with the day that begins. Props: ms = Unix milliseconds. */
export function DaySeparator({ ms }: { ms: number }) {
  const locale = useLocale()
  const date = new Date(ms)
  return (
    <p className="flex items-center gap-3 pb-5 text-meta text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      <time dateTime={date.toISOString()}>{date.toLocaleDateString(locale, { dateStyle: 'full' })}</time>
    </p>
  )
}
