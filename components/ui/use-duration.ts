'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { durationOf, type DurationForm } from './duration'

/** Writes a length of time in the reader's language: 3.42 s · 3.42 秒. */
export function useDuration() {
  const t = useTranslations('common.duration')
  return useCallback(
    (ms: number, form?: DurationForm) => {
      const { key, values } = durationOf(ms, form)
      return t(key, values)
    },
    [t],
  )
}
