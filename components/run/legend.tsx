'use client'

import { useTranslations } from 'next-intl'
import { runStatusLook } from '@/components/ui/run-status'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import type { Lifecycle } from '@/lib/run/lifecycle'
import type { Row } from '@/lib/run/timeline'
import { barKindLook, barLookOf } from './bar-look'

/** What the patterns mean: those that this run's lane and rows have. Props: life, rows. */
export function Legend({ life, rows }: { life: Lifecycle; rows: readonly Row[] }) {
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const inLane = life.segments.map((segment) => segment.status).filter((each) => !isTerminal(each))
  const inRows = rows.flatMap((row) => row.bars.map((bar) => barLookOf(bar, row)))
  const shown = [...new Set<RunStatus>([...inLane, ...inRows.map((look) => look.status)])]
  const thinking = inRows.find((look) => look.height === 'half')
  return (
    <ul aria-label={t('legend')} className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-muted">
      {shown.map((each) => (
        <li key={each} data-status={each} className="flex items-center gap-1.5">
          <span data-pattern={runStatusLook[each].pattern} className="h-3 w-6 rounded-chip" />
          {status(each)}
        </li>
      ))}
      {thinking && (
        <li data-status={thinking.status} className="flex items-center gap-1.5">
          <span data-pattern={barKindLook.thinking.pattern} className="h-1.5 w-6 rounded-chip" />
          {t('bar.thinking')}
        </li>
      )}
    </ul>
  )
}
