'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { exactTime, relativeTimeOf } from './relative-time'
import { useOfNow } from './use-now'

/**
 * A moment, relative to now ("3 minutes ago") and ticking; the exact time, in the browser's zone, on hover.
 * Props: ms = Unix milliseconds.
 */
export function TimeText({ ms, className = '' }: { ms: number; className?: string }) {
  const locale = useLocale()
  const t = useTranslations('common')
  const text = useOfNow('slow', (now) => {
    const time = relativeTimeOf(ms - now)
    return time ? t(`relative.${time.key}`, { count: time.count }) : t('just_now')
  })
  // Written once somebody points there: a page shows hundreds of times.
  const [isPointedAt, setPointedAt] = useState(false)
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={isPointedAt ? exactTime(ms, locale) : undefined}
      onPointerEnter={() => setPointedAt(true)}
      className={`whitespace-nowrap ${className}`}
    >
      {text}
    </time>
  )
}
