'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RunView } from '@/lib/run/fold'
import { announcementsOf } from '@/lib/inspector/announcements'

/**
 * Reads out what happens to a run while it is looked at, each change once; nothing of what had happened before.
 * Props: view; skewMs = what to add to this machine's clock to stand on the log's.
 */
export function RunAnnouncer({ view, skewMs }: { view: RunView; skewMs: number }) {
  const t = useTranslations('inspector')
  const word = useTranslations('status')
  const [cameAt] = useState(Date.now)
  const [announced, setAnnounced] = useState({ seq: 0, text: '' })
  if (view.lastSeq > announced.seq) {
    const news = announcementsOf(view, { after: announced.seq, since: cameAt + skewMs })
    const text = news
      .map((each) =>
        each.kind === 'status'
          ? t('announce', { status: word(each.status) })
          : t('announce_step', { step: t(`row.${each.type}`) }),
      )
      .join(' ')
    setAnnounced({ seq: view.lastSeq, text: text || announced.text })
  }
  return (
    <p role="status" className="sr-only">
      {announced.text}
    </p>
  )
}
