'use client'

import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { LabelChips } from '@/components/labels/label-chips'
import { lateSilently } from '@/components/late/late'
import type { Column } from '@/components/lists/column'
import { plainName } from '@/components/names/plain-name'
import { EndReason, hasEndReason } from '@/components/names/late-end-reason'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { Chip } from '@/components/ui/chip'
import { CountText } from '@/components/ui/count-text'
import { IdText } from '@/components/ui/id-text'
import { exactTime } from '@/components/ui/relative-time'
import { RunStatusChip } from '@/components/connection/run-status-chip'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { useHydrated } from '@/components/ui/use-now'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { isTerminal } from '@/lib/run/machine'

const CostText = lateSilently(() => import('@/components/ui/cost-text').then((file) => file.CostText))

const SECOND_MS = 1_000

/** What the list of threads shows of each; costs where any of these threads has one. */
export function useThreadColumns(threads: readonly ThreadSummary[]): readonly Column<ThreadSummary>[] {
  const t = useTranslations('threads.column')
  return [
    { id: 'title', label: t('title'), lead: true, cell: (thread) => <Lead thread={thread} /> },
    { id: 'assistant', label: t('assistant'), width: 'wide:w-32', cell: (thread) => <Assistant thread={thread} /> },
    { id: 'last_run', label: t('last_run'), width: 'wide:w-34', cell: (thread) => <LastRun thread={thread} /> },
    {
      id: 'messages',
      label: t('messages'),
      width: 'wide:w-20',
      align: 'end',
      cell: ({ message_count, is_unread }) => !is_unread && <CountText count={message_count} />,
    },
    ...(threads.some(({ cost }) => cost) ? [costColumn(t('cost'))] : []),
    {
      id: 'activity',
      label: t('activity'),
      width: 'wide:w-28',
      align: 'end',
      sort: 'activity',
      cell: ({ last_activity_ms }) => <TimeText ms={last_activity_ms} className="text-muted" />,
    },
    {
      id: 'created',
      label: t('created'),
      width: 'wide:w-28',
      fromRem: 100,
      align: 'end',
      sort: 'created',
      cell: ({ created_at }) => <TimeText ms={created_at * SECOND_MS} className="text-muted" />,
    },
    {
      id: 'id',
      label: t('id'),
      width: 'wide:w-44',
      fromRem: 80,
      cell: ({ id }) => (
        <span className="relative z-10">
          <IdText id={id} short />
        </span>
      ),
    },
  ]
}

const costColumn = (label: string): Column<ThreadSummary> => ({
  ...{ id: 'cost', label, width: 'wide:w-24', fromRem: 72, align: 'end' },
  cell: ({ cost }) =>
    cost && (
      <Suspense>
        <CostText cost={cost} />
      </Suspense>
    ),
})

function Lead({ thread }: { thread: ThreadSummary }) {
  const t = useTranslations('threads')
  const { connection } = useApi()
  const name = useThreadName()(thread)
  const assistantName = useAssistantName()
  // What was said first, beside the name that somebody gave.
  const words = thread.title && thread.preview ? plainName(thread.preview) : null
  const end = lastEndOf(thread)
  return (
    <>
      <span className="flex min-w-0 items-baseline gap-x-3">
        <Link
          prefetch={false}
          tabIndex={-1}
          href={threadPath(connection, thread.id, { assistant: thread.last_run?.assistant_id })}
          dir="auto"
          className={`${rowLinkClass} min-w-0 ${thread.title || thread.preview ? '' : 'text-muted'} ${
            words || end ? 'wide:max-w-[60%] wide:shrink-0' : ''
          }`}
        >
          {name}
        </Link>
        {end && <EndReason run={end} className={`${reasonClass} hidden flex-1 wide:block`} />}
        {words && !end && (
          <span dir="auto" className="hidden min-w-0 flex-1 truncate text-left text-meta text-muted wide:block">
            {words}
          </span>
        )}
        {thread.gone_ms !== undefined && <GoneMark ms={thread.gone_ms} />}
        <LabelChips labels={thread.labels} most={2} />
      </span>
      <span className="mt-1 flex items-center gap-2 text-meta text-muted wide:hidden">
        <LastRun thread={thread} />
        {end && <EndReason run={end} className={reasonClass} />}
        <span className={end ? 'hidden' : 'truncate'}>
          {thread.last_run && `${assistantName(thread.last_run)} · `}
          <TimeText ms={thread.last_activity_ms} />
          {!thread.is_unread && ` · ${t('message_count', { count: thread.message_count })}`}
        </span>
      </span>
    </>
  )
}

/** Its server has no such thread any more. */
function GoneMark({ ms }: { ms: number }) {
  const t = useTranslations('threads.gone')
  const locale = useLocale()
  // Written once the browser is here: a time depends on where the reader is.
  const title = useHydrated() ? t('title', { time: exactTime(ms, locale) }) : undefined
  return (
    <span className="relative z-10 shrink-0">
      <Chip title={title}>{t('mark')}</Chip>
    </span>
  )
}

/** What the last run's object says of its end; undefined where it completed, or that is not known. */
const lastEndOf = ({ last_run: run }: ThreadSummary) =>
  run?.end && hasEndReason(run.status) ? { ...run.end, status: run.status } : undefined

const reasonClass = 'min-w-0 truncate text-meta text-tone'

/** Who answered last. */
function Assistant({ thread: { last_run: run } }: { thread: ThreadSummary }) {
  const name = useAssistantName()
  return run && <span className="text-muted">{name(run)}</span>
}

function LastRun({ thread: { last_run: run, is_unread } }: { thread: ThreadSummary }) {
  const t = useTranslations('threads')
  if (is_unread) return null
  if (!run) return <span className="text-meta text-muted">{t('no_run')}</span>
  return <RunStatusChip status={run.status} muted={isTerminal(run.status)} />
}
