'use client'

import { useTranslations } from 'next-intl'
import { placeOf, type Citation } from '@/lib/inspector/citations'

interface SourcesProps {
  readonly citations: readonly Citation[]
  readonly onOpen: (citation: Citation) => void
}

/** What an answer quotes, below it, by the numbers that stand in its text. */
export function Sources({ citations, onOpen }: SourcesProps) {
  const t = useTranslations('thread.sources')
  return (
    <ul aria-label={t('title')} className="flex flex-wrap gap-1.5">
      {citations.map((citation) => (
        <li key={citation.text} className="max-w-full">
          <button
            type="button"
            onClick={() => onOpen(citation)}
            className="touch flex max-w-full items-center gap-1.5 rounded-chip border border-line px-2 py-0.5 text-meta
              hover:bg-sunken"
          >
            <span className="tabular-nums text-muted">{citation.number}</span>
            <span className="truncate">{placeOf(citation.text)?.name || citation.fileId}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
