'use client'

import { useTranslations } from 'next-intl'
import type { RunStatus } from '@/lib/protocol/status'
import { runStatusLook } from './run-status'
import { StatusGlyph } from './status-glyph'

/**
 * A state in a word, with its glyph, on its tint; its sentence on hover. For runs, steps and messages.
 * Props: status; muted = a state at rest in a list: the same word and glyph without the tint.
 */
export function StatusChip({ status, muted = false }: { status: RunStatus; muted?: boolean }) {
  const t = useTranslations('status')
  const { tone, messageKey } = runStatusLook[status]
  const ground = muted ? '' : 'bg-tint'
  return (
    <span
      data-status={tone}
      title={t(`explain.${messageKey}`)}
      className={`inline-flex h-5 shrink-0 items-center gap-1.5 rounded-chip px-1.5 text-meta font-medium whitespace-nowrap
        text-tone ${ground}`}
    >
      <StatusGlyph status={status} />
      {t(messageKey)}
    </span>
  )
}
