'use client'

import { useLocale, useTranslations } from 'next-intl'
import { relativeTime } from './relative-time'
import { useHydrated, useNow } from './use-now'

/**
 * A moment, told from now ("3 minutes ago") and ticking; the exact time, in the browser's zone, on hover.
 * Props: ms = Unix milliseconds.
 */
export function TimeText({ ms, className = '' }: { ms: number; className?: string }) {
  const locale = useLocale()
  const t = useTranslations('common')
  const now = useNow('slow')
  const hydrated = useHydrated()
  const date = new Date(ms)
  return (
    <time
      dateTime={date.toISOString()}
      title={hydrated ? date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'medium' }) : undefined}
      className={`whitespace-nowrap ${className}`}
    >
      {relativeTime(ms - now, locale) ?? t('just_now')}
    </time>
  )
}
