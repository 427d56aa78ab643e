'use client'

import { useLocale } from 'next-intl'

/** A number of things, in the reader's way of writing it. */
export function CountText({ count, className = '' }: { count: number; className?: string }) {
  const locale = useLocale()
  return <span className={`font-mono text-meta tabular-nums ${className}`}>{count.toLocaleString(locale)}</span>
}
