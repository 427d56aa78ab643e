'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RunStatus } from '@/lib/protocol/status'

/** Reads out each change of a run's status, and nothing else; where it stood at first is not read. Props: status. */
export function StatusAnnouncer({ status }: { status: RunStatus | undefined }) {
  const t = useTranslations('inspector')
  const word = useTranslations('status')
  const [first] = useState(status)
  const [hasChanged, setChanged] = useState(false)
  if (!hasChanged && status !== undefined && first !== undefined && status !== first) setChanged(true)
  return (
    <p role="status" className="sr-only">
      {hasChanged && status ? t('announce', { status: word(status) }) : ''}
    </p>
  )
}
