'use client'

import { useTranslations } from 'next-intl'
import { StatusGlyph } from '@/components/ui/status-glyph'
import type { StoreFileState, VectorStore } from '@/lib/protocol/vector-store'

/** The state of a store or of a file in one, in a word with its glyph. Props: state. */
export function StateChip({ state }: { state: StoreFileState | VectorStore['status'] }) {
  const t = useTranslations('stores.state')
  return (
    <span
      data-status={state}
      className="inline-flex h-5 shrink-0 items-center gap-1.5 rounded-chip bg-tint px-1.5 text-meta font-medium whitespace-nowrap text-tone"
    >
      <StatusGlyph status={state} />
      {t(state)}
    </span>
  )
}
