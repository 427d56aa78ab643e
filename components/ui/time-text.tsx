'use client'

import { useLocale, useTranslations } from 'next-intl'
import { exactTime, relativeTime } from './relative-time'
import { useHydrated, useOfNow } from './use-now'

/**
 * A moment, relative to now ("3 minutes ago") and ticking; the exact time, in the browser's zone, on hover.
 * Props: ms = Unix milliseconds.
 */
export function TimeText({ ms, className = '' }: { ms: number; className?: string }) {
  const locale = useLocale()
  const t = useTranslations('common')
  const text = useOfNow('slow', (now) => relativeTime(ms - now, locale))
  const hydrated = useHydrated()
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={hydrated ? exactTime(ms, locale) : undefined}
      className={`whitespace-nowrap ${className}`}
    >
      {text ?? t('just_now')}
    </time>
  )
}
