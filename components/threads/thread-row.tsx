'use client'

import { EllipsisVertical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { threadPath } from '@/components/paths'
import { Menu } from '@/components/ui/menu'
import { StatusChip } from '@/components/ui/status-chip'
import { Cell, Row, rowLinkClass, WIDE_ONLY } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { useCopy } from '@/components/ui/use-copy'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { isTerminal } from '@/lib/run/machine'
import { useThreadName } from './use-thread-name'

interface ThreadRowProps {
  readonly thread: ThreadSummary
  readonly selected: boolean
  readonly onSelect: (selected: boolean) => void
  readonly onRename: () => void
  readonly onDelete: () => void
}

export function ThreadRow({ thread, selected, onSelect, onRename, onDelete }: ThreadRowProps) {
  const t = useTranslations('threads')
  const common = useTranslations('common')
  const { connection } = useApi()
  const name = useThreadName()(thread)
  const copy = useCopy()
  const run = thread.last_run
  return (
    <Row className={selected ? 'bg-sunken' : ''}>
      <Cell pressable className="w-8">
        <label className="touch -ml-1 flex size-8 items-center justify-center">
          <input
            type="checkbox"
            checked={selected}
            aria-label={t('select_one', { title: name })}
            onChange={(event) => onSelect(event.target.checked)}
            className="size-4 accent-ink"
          />
        </label>
      </Cell>
      <Cell className="w-full max-w-0">
        <Link
          prefetch={false}
          href={threadPath(connection, thread.id, { assistant: run?.assistant_id })}
          className={`${rowLinkClass} ${thread.title || thread.preview ? '' : 'text-muted'}`}
        >
          {name}
        </Link>
        <span className="text-meta text-muted wide:hidden">
          <TimeText ms={thread.last_activity_ms} /> · {t('message_count', { count: thread.message_count })}
        </span>
      </Cell>
      <Cell className="whitespace-nowrap">
        {run ? (
          <StatusChip status={run.status} muted={isTerminal(run.status)} />
        ) : (
          <span className="text-meta text-muted">{t('no_run')}</span>
        )}
      </Cell>
      <Cell className={`${WIDE_ONLY} text-right font-mono text-meta tabular-nums`}>{thread.message_count}</Cell>
      <Cell className={`${WIDE_ONLY} text-right text-muted`}>
        <TimeText ms={thread.last_activity_ms} />
      </Cell>
      <Cell pressable className="w-8">
        <Menu
          label={common('more_actions_for', { name })}
          className="text-muted hover:text-ink"
          items={[
            { label: common('rename'), onSelect: onRename },
            { label: t('copy_id'), onSelect: () => copy(thread.id) },
            { label: common('delete'), danger: true, onSelect: onDelete },
          ]}
        >
          <EllipsisVertical size={16} aria-hidden />
        </Menu>
      </Cell>
    </Row>
  )
}
