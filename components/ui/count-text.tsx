'use client'

import { plainNumber } from '@/lib/i18n/plain-number'

/** A number of things, in the reader's way of writing it. */
export function CountText({ count, className = '' }: { count: number; className?: string }) {
  return <span className={`font-mono text-meta tabular-nums ${className}`}>{plainNumber(count)}</span>
}
