'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { spokenAnswerOf } from '@/lib/inspector/spoken-answer'
import type { RunEntry } from '@/lib/inspector/thread-view'

/**
 * Reads out each change of a run's status, and with the last of them the whole answer, once; where it stood at first is
 * not read. Props: entry = the run and its messages.
 */
export function StatusAnnouncer({ entry }: { entry: RunEntry | undefined }) {
  const t = useTranslations('inspector')
  const word = useTranslations('status')
  const status = entry?.run.status
  const [first] = useState(status)
  const [hasChanged, setChanged] = useState(false)
  if (!hasChanged && status !== undefined && first !== undefined && status !== first) setChanged(true)
  return (
    <p role="status" className="sr-only">
      {hasChanged && status ? t('announce', { status: word(status) }) : ''}
      {hasChanged && status === 'completed' && ` ${spokenAnswerOf(entry?.messages ?? [])}`}
    </p>
  )
}
