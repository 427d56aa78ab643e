'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { entriesOf } from '@/components/paged'
import { runPath, runsPath } from '@/components/paths'
import { useAssistantName } from '@/components/runs/use-run-words'
import { DurationText } from '@/components/ui/duration-text'
import { StatusChip } from '@/components/ui/status-chip'
import { runsQuery } from '@/lib/client/queries'
import { activeRuns } from './active-runs'
import { SideSection, sideRowClass } from './side-section'

const SHOWN = 6

/** The runs that are under way or wait for somebody, live. */
export function RunningNow() {
  const t = useTranslations('overview')
  const api = useApi()
  const nameOf = useAssistantName()
  const runs = entriesOf(useInfiniteQuery(runsQuery(api, activeRuns)).data).slice(0, SHOWN)
  return (
    <SideSection title={t('runs_now')} link={{ href: runsPath(api.connection), label: t('all_runs') }}>
      {runs.length === 0 && <p className="py-2 text-muted">{t('no_runs')}</p>}
      <ul>
        {runs.map((summary) => (
          <li key={summary.id}>
            <Link prefetch={false} href={runPath(api.connection, summary.run)} className={sideRowClass}>
              <StatusChip status={summary.run.status} />
              <span className="min-w-0 flex-1 truncate">{nameOf(summary)}</span>
              <DurationText fromMs={summary.created_ms} toMs={summary.ended_ms} className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </SideSection>
  )
}
