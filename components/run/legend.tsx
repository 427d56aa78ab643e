'use client'

import { useTranslations } from 'next-intl'
import { runStatusLook } from '@/components/ui/run-status'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import { barKindLook } from './bar-look'

/** What the patterns mean: the states that this run went through, and the outline of a model that has been asked. */
export function Legend({ statuses }: { statuses: readonly RunStatus[] }) {
  const t = useTranslations('inspector')
  const status = useTranslations('status')
  const shown = [...new Set<RunStatus>([...statuses.filter((each) => !isTerminal(each)), 'completed'])]
  return (
    <ul aria-label={t('legend')} className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-muted">
      {shown.map((each) => (
        <li key={each} data-status={each} className="flex items-center gap-1.5">
          <span data-pattern={runStatusLook[each].pattern} className="h-3 w-6 rounded-chip" />
          {status(each)}
        </li>
      ))}
      <li data-status="in_progress" className="flex items-center gap-1.5">
        <span data-pattern={barKindLook.thinking.pattern} className="h-1.5 w-6 rounded-chip" />
        {t('bar.thinking')}
      </li>
    </ul>
  )
}
