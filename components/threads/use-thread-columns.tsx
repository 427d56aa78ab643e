'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import type { Column } from '@/components/lists/column'
import { threadPath } from '@/components/paths'
import { CountText } from '@/components/ui/count-text'
import { IdText } from '@/components/ui/id-text'
import { StatusChip } from '@/components/ui/status-chip'
import { rowLinkClass } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { isTerminal } from '@/lib/run/machine'
import { useThreadName } from './use-thread-name'

/** What the list of threads tells of each. */
export function useThreadColumns(): readonly Column<ThreadSummary>[] {
  const t = useTranslations('threads.column')
  return [
    { id: 'title', label: t('title'), lead: true, cell: (thread) => <Lead thread={thread} /> },
    { id: 'last_run', label: t('last_run'), width: 'wide:w-36', cell: (thread) => <LastRun thread={thread} /> },
    {
      id: 'messages',
      label: t('messages'),
      width: 'wide:w-24',
      align: 'end',
      cell: ({ message_count }) => <CountText count={message_count} />,
    },
    {
      id: 'activity',
      label: t('activity'),
      width: 'wide:w-36',
      align: 'end',
      cell: ({ last_activity_ms }) => <TimeText ms={last_activity_ms} className="text-muted" />,
    },
    {
      id: 'id',
      label: t('id'),
      width: 'wide:w-44 wide:max-[80rem]:hidden',
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
  return (
    <>
      <Link
        prefetch={false}
        tabIndex={-1}
        href={threadPath(connection, thread.id, { assistant: thread.last_run?.assistant_id })}
        dir="auto"
        className={`${rowLinkClass} ${thread.title || thread.preview ? '' : 'text-muted'}`}
      >
        {name}
      </Link>
      <span className="mt-1 flex items-center gap-2 text-meta text-muted wide:hidden">
        <LastRun thread={thread} />
        <span className="truncate">
          <TimeText ms={thread.last_activity_ms} /> · {t('message_count', { count: thread.message_count })}
        </span>
      </span>
    </>
  )
}

function LastRun({ thread: { last_run: run } }: { thread: ThreadSummary }) {
  const t = useTranslations('threads')
  if (!run) return <span className="text-meta text-muted">{t('no_run')}</span>
  return <StatusChip status={run.status} muted={isTerminal(run.status)} />
}
