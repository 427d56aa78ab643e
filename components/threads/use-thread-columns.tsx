'use client'

import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { LabelChips } from '@/components/labels/label-chips'
import type { Column } from '@/components/lists/column'
import { plainName } from '@/components/names/plain-name'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { useEndReason } from '@/components/names/use-run-words'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { Chip } from '@/components/ui/chip'
import { CountText } from '@/components/ui/count-text'
import { IdText } from '@/components/ui/id-text'
import { exactTime } from '@/components/ui/relative-time'
import { StatusChip } from '@/components/ui/status-chip'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { useHydrated } from '@/components/ui/use-now'
import type { ThreadSummary } from '@/lib/protocol/playground'
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'

const SECOND_MS = 1_000

/** What the list of threads shows of each. */
export function useThreadColumns(): readonly Column<ThreadSummary>[] {
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

function Lead({ thread }: { thread: ThreadSummary }) {
  const t = useTranslations('threads')
  const { connection } = useApi()
  const name = useThreadName()(thread)
  const assistantName = useAssistantName()
  // What was said first, beside the name that somebody gave.
  const words = thread.title && thread.preview ? plainName(thread.preview) : null
  const reason = useLastEnd(thread)
  return (
    <>
      <span className="flex min-w-0 items-baseline gap-x-3">
        <Link
          prefetch={false}
          tabIndex={-1}
          href={threadPath(connection, thread.id, { assistant: thread.last_run?.assistant_id })}
          dir="auto"
          className={`${rowLinkClass} min-w-0 ${thread.title || thread.preview ? '' : 'text-muted'} ${
            words || reason ? 'wide:max-w-[60%] wide:shrink-0' : ''
          }`}
        >
          {name}
        </Link>
        {reason && <EndReason reason={reason} status={thread.last_run?.status} className="hidden flex-1 wide:block" />}
        {words && !reason && (
          <span dir="auto" className="hidden min-w-0 flex-1 truncate text-left text-meta text-muted wide:block">
            {words}
          </span>
        )}
        {thread.gone_ms !== undefined && <GoneMark ms={thread.gone_ms} />}
        <LabelChips labels={thread.labels} most={2} />
      </span>
      <span className="mt-1 flex items-center gap-2 text-meta text-muted wide:hidden">
        <LastRun thread={thread} />
        {reason && <EndReason reason={reason} status={thread.last_run?.status} />}
        <span className={reason ? 'hidden' : 'truncate'}>
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

/** Why the last run did not complete; undefined where it did, or that is not known. */
function useLastEnd({ last_run: run }: ThreadSummary): string | undefined {
  const endReason = useEndReason()
  return run?.end ? endReason({ ...run.end, status: run.status }) : undefined
}

interface EndReasonProps {
  readonly reason: string
  readonly status: RunStatus | undefined
  readonly className?: string
}

const EndReason = ({ reason, status, className = '' }: EndReasonProps) => (
  <span data-status={status} title={reason} className={`min-w-0 truncate text-meta text-tone ${className}`}>
    {reason}
  </span>
)

/** Who answered last. */
function Assistant({ thread: { last_run: run } }: { thread: ThreadSummary }) {
  const name = useAssistantName()
  return run && <span className="text-muted">{name(run)}</span>
}

function LastRun({ thread: { last_run: run, is_unread } }: { thread: ThreadSummary }) {
  const t = useTranslations('threads')
  if (is_unread) return null
  if (!run) return <span className="text-meta text-muted">{t('no_run')}</span>
  return <StatusChip status={run.status} muted={isTerminal(run.status)} />
}
