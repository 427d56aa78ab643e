'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { LabelChips } from '@/components/labels/label-chips'
import { lateSilently } from '@/components/late/late'
import type { Column } from '@/components/lists/column'
import { EndReason, hasEndReason } from '@/components/names/late-end-reason'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { useThreadName } from '@/components/names/use-thread-name'
import { useWaitReason } from '@/components/names/use-wait-reason'
import { runPath, threadPath } from '@/components/routing/paths'
import { CountText } from '@/components/ui/count-text'
import { DurationText } from '@/components/ui/duration-text'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { RunSummary } from '@/lib/protocol/playground'

const RatingMark = lateSilently(() => import('@/components/ratings/rating-mark').then((file) => file.RatingMark))
const CostText = lateSilently(() => import('@/components/ui/cost-text').then((file) => file.CostText))

/** What the list of runs shows of each; costs where any of these runs has one. */
export function useRunColumns(runs: readonly RunSummary[]): readonly Column<RunSummary>[] {
  const t = useTranslations('runs.column')
  return [
    { id: 'assistant', label: t('assistant'), lead: true, cell: (summary) => <Lead summary={summary} /> },
    { id: 'status', label: t('status'), width: 'wide:w-36', cell: (summary) => <Status summary={summary} /> },
    {
      id: 'model',
      label: t('model'),
      width: 'wide:w-40',
      fromRem: 100,
      cell: ({ run }) => (
        <span className="font-mono text-meta text-muted" title={run.model}>
          {run.model}
        </span>
      ),
    },
    {
      id: 'thread',
      label: t('thread'),
      width: 'wide:w-48',
      fromRem: 72,
      cell: (summary) => <ThreadLink summary={summary} />,
    },
    {
      id: 'tokens',
      label: t('tokens'),
      width: 'wide:w-20',
      fromRem: 72,
      align: 'end',
      sort: 'tokens',
      cell: (summary) => <Tokens summary={summary} />,
    },
    ...(runs.some(({ cost }) => cost) ? [costColumn(t('cost'))] : []),
    {
      id: 'started',
      label: t('started'),
      width: 'wide:w-30',
      align: 'end',
      sort: 'created',
      cell: ({ created_ms }) => <TimeText ms={created_ms} className="text-muted" />,
    },
    {
      id: 'duration',
      label: t('duration'),
      width: 'w-24',
      align: 'end',
      phone: true,
      sort: 'duration',
      cell: (summary) => (
        <>
          <DurationText fromMs={summary.created_ms} toMs={summary.ended_ms} />
          <TimeText ms={summary.created_ms} className="block text-meta text-muted wide:hidden" />
        </>
      ),
    },
  ]
}

const costColumn = (label: string): Column<RunSummary> => ({
  ...{ id: 'cost', label, width: 'wide:w-24', fromRem: 80, align: 'end' },
  cell: ({ cost }) =>
    cost && (
      <Suspense>
        <CostText cost={cost} />
      </Suspense>
    ),
})

const reasonClass = 'truncate text-meta text-tone'

function Lead({ summary }: { summary: RunSummary }) {
  const { connection } = useApi()
  const name = useAssistantName()(summary)
  const wait = useWaitReason(summary)
  const { run, asked } = summary
  const hasEnd = hasEndReason(run.status)
  const hasReason = hasEnd || wait !== undefined
  return (
    <span className="flex min-w-0 flex-col gap-x-3 wide:flex-row wide:items-baseline">
      <span className={`flex min-w-0 items-baseline gap-2 ${hasReason ? 'wide:max-w-[65%] wide:shrink-0' : ''}`}>
        <Link
          prefetch={false}
          tabIndex={-1}
          href={runPath(connection, run)}
          className={`${rowLinkClass} ${asked ? 'max-w-[50%] shrink-0' : ''}`}
        >
          {name}
        </Link>
        {asked && (
          <span className="truncate text-muted" title={asked}>
            {asked}
          </span>
        )}
      </span>
      <span className="mt-1 flex min-w-0 items-center gap-2 wide:mt-0">
        <span className="wide:hidden">
          <Status summary={summary} />
        </span>
        {hasEnd && <EndReason run={run} className={reasonClass} />}
        {wait && (
          <span data-status={run.status} className={reasonClass} title={wait}>
            {wait}
          </span>
        )}
        {/* Where there is little room, why it ended so comes first. */}
        <span className={hasReason ? 'hidden wide:inline-flex' : 'inline-flex'}>
          <LabelChips labels={summary.labels} most={hasReason ? 1 : 2} />
        </span>
        {summary.rating && (
          <Suspense>
            <RatingMark rating={summary.rating} />
          </Suspense>
        )}
      </span>
    </span>
  )
}

function Tokens({ summary: { run, is_usage_estimated: isEstimated } }: { summary: RunSummary }) {
  const t = useTranslations('runs')
  return (
    run.usage && (
      <span title={isEstimated && t('tokens_estimated')}>
        {isEstimated && '≈ '}
        <CountText count={run.usage.total_tokens} />
      </span>
    )
  )
}

const Status = ({ summary: { run } }: { summary: RunSummary }) => (
  <RunStatusChip status={run.status} muted={run.status === 'completed'} />
)

function ThreadLink({ summary: { run, thread } }: { summary: RunSummary }) {
  const threadName = useThreadName()
  const { connection } = useApi()
  return (
    <Link
      prefetch={false}
      tabIndex={-1}
      href={threadPath(connection, run.thread_id, { assistant: run.assistant_id })}
      className="relative z-10 block truncate rounded-chip text-muted hover:text-ink hover:underline"
      title={run.thread_id}
    >
      {threadName(thread)}
    </Link>
  )
}
