'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense } from 'react'
import { useAwaySince } from '@/components/connection/away'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { useApi } from '@/components/connection/connection-context'
import { lateSilently } from '@/components/late/late'
import { plainName } from '@/components/names/plain-name'
import { EndReason, hasEndReason } from '@/components/names/late-end-reason'
import { runPath } from '@/components/routing/paths'
import { DurationText } from '@/components/ui/duration-text'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { TimeText } from '@/components/ui/time-text'
import type { Cost } from '@/lib/protocol/playground'
import { lastSeenOf } from '@/lib/run/last-seen'
import { runTimesOf } from './run-times'
import type { ThreadState } from './use-thread'

const CostText = lateSilently(() => import('@/components/ui/cost-text').then((file) => file.CostText))

interface ThreadRunsProps {
  readonly thread: Pick<ThreadState, 'runs' | 'summaries' | 'seen'>
  /** What all of them cost. */
  readonly cost: Cost | undefined
  /**
   * Whether the thread is being compared with its account for the first time, and may have runs that are not known yet.
   */
  readonly isComparing: boolean
}

/** A thread's runs, newest first, each leading to its inspector. */
export function ThreadRuns({ thread, cost, isComparing }: ThreadRunsProps) {
  const t = useTranslations('inspector.runs')
  const { connection } = useApi()
  const { runs, summaries, seen } = thread
  const awaySinceMs = useAwaySince()
  if (summaries.length === 0) {
    if (runs.isPending || isComparing) return <Skeleton rows={3} />
    if (runs.error) return <ErrorState compact error={runs.error} onRetry={() => void runs.refetch()} />
    return <p className="px-2 py-1 text-row text-muted">{t('none')}</p>
  }
  return (
    <>
      {cost && (
        <p className="flex justify-between gap-2 px-2 py-1 text-meta text-muted">
          {t('cost')}
          <Suspense>
            <CostText cost={cost} className="text-ink" />
          </Suspense>
        </p>
      )}
      <ol className="flex flex-col">
        {summaries.map((summary) => {
          const view = seen.find(({ run }) => run?.id === summary.id)
          const { status, fromMs, toMs } = runTimesOf(summary, view)
          const end = view?.run ?? summary.run
          return (
            <li key={summary.id}>
              <Link
                href={runPath(connection, summary.run)}
                prefetch={false}
                className="touch flex flex-col gap-0.5 rounded-field px-2 py-1.5 hover:bg-sunken"
              >
                <span className="flex items-center justify-between gap-2">
                  <RunStatusChip status={status} muted={toMs !== null} seenMs={view && lastSeenOf(view)} />
                  <DurationText fromMs={fromMs} toMs={toMs ?? awaySinceMs} className="text-muted" />
                </span>
                {hasEndReason(end.status) && <EndReason run={end} className="truncate text-meta text-tone" />}
                <span className="flex justify-between gap-2 text-meta text-muted">
                  <span className="truncate">{plainName(summary.assistant_name ?? summary.run.model)}</span>
                  <TimeText ms={summary.created_ms} />
                </span>
              </Link>
            </li>
          )
        })}
      </ol>
      <LoadMore hasMore={runs.hasNextPage} busy={runs.isFetchingNextPage} onMore={() => void runs.fetchNextPage()} />
    </>
  )
}
