'use client'

import { useTranslations } from 'next-intl'
import type { DiffPart } from '@/lib/inspector/comparison/word-diff'

/** A text with what went and what came marked in it. Props: parts. */
export function WordDiffText({ parts }: { parts: readonly DiffPart[] }) {
  const t = useTranslations('comparison')
  return (
    <p dir="auto" className="text-prose wrap-anywhere whitespace-pre-wrap">
      {parts.map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>
        const Mark = kind === 'removed' ? 'del' : 'ins'
        return (
          <Mark
            key={index}
            data-status={kind === 'removed' ? 'failed' : 'completed'}
            className={`rounded-chip bg-tint text-tone ${kind === 'removed' ? 'line-through' : 'underline'}`}
          >
            <span className="sr-only">{t(kind)}</span>
            {text}
          </Mark>
        )
      })}
    </p>
  )
}
