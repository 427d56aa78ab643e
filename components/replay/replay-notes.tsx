'use client'

import { useTranslations } from 'next-intl'
import type { ThreadReplay } from '@/lib/inspector/replay/thread-replay'

/** How far what is replayed can be trusted; nothing where it is whole and exact. */
export function ReplayNotes({ replay: { missing, isSoft, isUnderway } }: { replay: ThreadReplay }) {
  const t = useTranslations('replay')
  const notes = [
    missing > 0 && t('missing', { count: missing }),
    isSoft && t('soft'),
    isUnderway && t('underway'),
  ].filter((note) => note !== false)
  if (notes.length === 0) return null
  return (
    <ul className="flex flex-col gap-0.5 border-b border-line px-4 py-1.5 text-meta text-muted wide:px-6">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
