'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { useEntries } from '@/components/lists/use-entries'
import { EndReason, hasEndReason } from '@/components/names/late-end-reason'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { useWaitReason } from '@/components/names/use-wait-reason'
import { runPath, runsPath } from '@/components/routing/paths'
import { DurationText } from '@/components/ui/duration-text'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { TimeText } from '@/components/ui/time-text'
import { useNow } from '@/components/ui/use-now'
import { runsQuery } from '@/lib/client/queries'
import type { RunSummary } from '@/lib/protocol/playground'
import { overviewRuns } from './overview-runs'
import { SideSection, sideRowClass } from './side-section'

const SHOWN = 5
const LATELY_MS = 7 * 24 * 3_600_000

interface RunSectionProps {
  readonly of: keyof typeof overviewRuns
  readonly title: string
  /** What stands there while there is none; without it the section is left out. */
  readonly none?: string
}

/** The latest runs of a kind, live, with the way to all of them. */
export function RunSection({ of, title, none }: RunSectionProps) {
  const t = useTranslations('overview')
  const api = useApi()
  const now = useNow('slow')
  const filter = overviewRuns[of]
  const all = useEntries(useInfiniteQuery(runsQuery(api, filter)).data)
  const runs = of === 'failed' ? all.filter(({ created_ms }) => now - created_ms < LATELY_MS) : all
  if (runs.length === 0 && none === undefined) return null
  const more = runs.length > 0 ? t('all_of_them') : t('all_runs')
  const href = `${runsPath(api.connection)}${runs.length > 0 ? `?${new URLSearchParams({ ...filter })}` : ''}`
  return (
    <SideSection title={title} link={{ href, label: more }}>
      {runs.length === 0 && <p className="py-2 text-muted">{none}</p>}
      <ul>
        {runs.slice(0, SHOWN).map((summary) => (
          <li key={summary.id}>
            <RunLine summary={summary} />
          </li>
        ))}
      </ul>
    </SideSection>
  )
}

const reasonClass = 'block truncate text-meta text-muted'

function RunLine({ summary }: { summary: RunSummary }) {
  const { connection } = useApi()
  const name = useAssistantName()(summary)
  const wait = useWaitReason(summary)
  const { run, created_ms: createdMs, ended_ms: endedMs } = summary
  return (
    <Link prefetch={false} href={runPath(connection, run)} className={sideRowClass}>
      <RunStatusChip status={run.status} />
      <span className="min-w-0 flex-1 tight:basis-full">
        <span className="block truncate font-medium">{name}</span>
        {wait && (
          <span className={reasonClass} title={wait}>
            {wait}
          </span>
        )}
        {hasEndReason(run.status) && <EndReason run={run} className={reasonClass} />}
      </span>
      {endedMs === null ? (
        <DurationText fromMs={createdMs} toMs={null} className="text-muted" />
      ) : (
        <TimeText ms={endedMs} className="text-meta text-muted" />
      )}
    </Link>
  )
}
