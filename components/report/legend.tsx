'use client'

import { useTranslations } from 'next-intl'
import { runStatusLook, type Pattern } from '@/components/ui/run-status'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import type { Lifecycle } from '@/lib/inspector/lifecycle'
import type { Row } from '@/lib/inspector/timeline-row'
import { barKindLook, barLooksOf, type Tone } from './bar-look'

interface LegendProps {
  readonly life: Lifecycle
  readonly rows: readonly Row[]
  readonly className?: string
}

/** What the patterns mean: those that this run's lane and rows have. */
export function Legend({ life, rows, className = '' }: LegendProps) {
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const inLane = life.segments.map((segment) => segment.status).filter((each) => !isTerminal(each))
  const looks = rows.flatMap(barLooksOf)
  const states = new Set<RunStatus>([...inLane, ...looks.flatMap(({ tone }) => (tone === 'work' ? [] : [tone]))])
  const kinds = new Set(looks.flatMap(({ kind, tone }) => (tone === 'work' ? [kind] : [])))
  const worked = [...kinds].filter((kind) => kind !== 'thinking').map((kind) => t(`bar.${kind}`))
  return (
    <ul aria-label={t('legend')} className={`flex flex-wrap gap-x-4 gap-y-1 text-meta text-muted ${className}`}>
      {[...states].map((each) => (
        <Entry key={each} tone={each} pattern={runStatusLook[each].pattern} word={status(each)} />
      ))}
      {kinds.has('thinking') && <Entry {...barKindLook.thinking} isThin word={t('bar.thinking')} />}
      {worked.length > 0 && <Entry {...barKindLook.message} word={worked.join(' · ')} />}
      {life.unwatched.length > 0 && (
        <li className="flex items-center gap-1.5">
          <span className="h-3 w-6 border-y border-dotted border-control" />
          {t('unwatched')}
        </li>
      )}
    </ul>
  )
}

interface EntryProps {
  readonly tone: Tone
  readonly pattern: Pattern
  readonly word: string
  readonly isThin?: boolean
}

const Entry = ({ tone, pattern, word, isThin = false }: EntryProps) => (
  <li data-status={tone} className="flex items-center gap-1.5">
    <span data-pattern={pattern} className={`w-6 rounded-chip ${isThin ? 'h-1.5' : 'h-3'}`} />
    {word}
  </li>
)
