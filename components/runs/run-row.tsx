'use client'

import { useLocale } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { runPath, threadPath } from '@/components/paths'
import { DurationText } from '@/components/ui/duration-text'
import { StatusChip } from '@/components/ui/status-chip'
import { Cell, Row, rowLinkClass, WIDE_ONLY } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { RunSummary } from '@/lib/protocol/playground'
import { useAssistantName, useRunReason } from './use-run-words'

/** One run in the list over all threads. */
export function RunRow({ summary }: { summary: RunSummary }) {
  const { connection } = useApi()
  const locale = useLocale()
  const name = useAssistantName()(summary)
  const reason = useRunReason()(summary.run)
  const { run, created_ms: createdMs, ended_ms: endedMs } = summary
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <StatusChip status={run.status} muted={run.status === 'completed'} />
      </Cell>
      <Cell className="w-full max-w-0">
        <Link prefetch={false} href={runPath(connection, run)} className={rowLinkClass}>
          {name}
        </Link>
        {reason && (
          <span data-status={run.status} className="block truncate text-meta text-tone" title={reason}>
            {reason}
          </span>
        )}
        <span className="block truncate font-mono text-meta text-muted wide:hidden">{run.model}</span>
      </Cell>
      <Cell className={`${WIDE_ONLY} max-w-48 truncate font-mono text-meta text-muted`}>{run.model}</Cell>
      <Cell pressable className={`${WIDE_ONLY} whitespace-nowrap`}>
        <Link
          prefetch={false}
          href={threadPath(connection, run.thread_id, { assistant: run.assistant_id })}
          className="rounded-chip font-mono text-meta text-muted hover:text-ink hover:underline"
          title={run.thread_id}
        >
          {run.thread_id.slice(0, 13)}…
        </Link>
      </Cell>
      <Cell className={`${WIDE_ONLY} text-right font-mono text-meta tabular-nums`}>
        {run.usage?.total_tokens.toLocaleString(locale)}
      </Cell>
      <Cell className={`${WIDE_ONLY} text-right text-muted`}>
        <TimeText ms={createdMs} />
      </Cell>
      <Cell className="text-right">
        <DurationText fromMs={createdMs} toMs={endedMs} />
        <TimeText ms={createdMs} className="block text-meta text-muted wide:hidden" />
      </Cell>
    </Row>
  )
}
