'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { plainNumber } from '@/lib/i18n/plain-number'
import { wireKinds, type WireKind } from '@/lib/inspector/wire-lines'

interface WireFiltersProps {
  readonly counts: Readonly<Record<WireKind, number>>
  readonly hidden: readonly WireKind[]
  readonly onToggle: (kind: WireKind) => void
  /** Deltas of one object stand in one line. */
  readonly isJoined: boolean
  readonly onJoin: (isAsked: boolean) => void
  /** Only what is selected above is listed; undefined while that is the run as a whole. */
  readonly isOnly: boolean | undefined
  readonly onOnly: (isAsked: boolean) => void
}

export function WireFilters({ counts, hidden, onToggle, ...choices }: WireFiltersProps) {
  const t = useTranslations('inspector.log')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-wide:flex-nowrap max-wide:overflow-x-auto">
      <div
        role="group"
        aria-label={t('filter')}
        className="flex flex-wrap gap-1 max-wide:shrink-0 max-wide:flex-nowrap"
      >
        {wireKinds
          .filter((kind) => counts[kind] > 0)
          .map((kind) => (
            <button
              key={kind}
              type="button"
              aria-pressed={!hidden.includes(kind)}
              onClick={() => onToggle(kind)}
              className={`touch flex h-7 shrink-0 items-center gap-1.5 rounded-field border px-2 text-meta
                ${hidden.includes(kind) ? 'border-line text-muted line-through' : 'border-control bg-surface'}`}
            >
              {t(`family.${kind}`)}
              <span className="font-mono text-muted tabular-nums">{plainNumber(counts[kind])}</span>
            </button>
          ))}
      </div>
      <Checkbox label={t('join')} checked={choices.isJoined} onCheck={choices.onJoin} />
      {choices.isOnly !== undefined && <Checkbox label={t('only')} checked={choices.isOnly} onCheck={choices.onOnly} />}
    </div>
  )
}
