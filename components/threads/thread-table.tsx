'use client'

import { useTranslations } from 'next-intl'
import { Head, Table, WIDE_ONLY } from '@/components/ui/table'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { ThreadRow } from './thread-row'

interface ThreadTableProps {
  readonly threads: readonly ThreadSummary[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (selected: ReadonlySet<string>) => void
  readonly onRename: (thread: ThreadSummary) => void
  readonly onDelete: (thread: ThreadSummary) => void
}

/** Threads in rows, with boxes to choose some or all of them. */
export function ThreadTable({ threads, selected, onSelect, onRename, onDelete }: ThreadTableProps) {
  const t = useTranslations('threads')
  const all = threads.every(({ id }) => selected.has(id))

  function select(id: string, on: boolean) {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    onSelect(next)
  }

  return (
    <Table
      label={t('list')}
      head={
        <>
          <Head>
            <label className="touch -ml-1 flex size-8 items-center justify-center">
              <input
                type="checkbox"
                checked={all}
                aria-label={t('select_all')}
                onChange={() => onSelect(new Set(all ? [] : threads.map(({ id }) => id)))}
                className="size-4 accent-ink"
              />
            </label>
          </Head>
          <Head>{t('column.title')}</Head>
          <Head>{t('column.last_run')}</Head>
          <Head className={`${WIDE_ONLY} text-right`}>{t('column.messages')}</Head>
          <Head className={`${WIDE_ONLY} text-right`}>{t('column.activity')}</Head>
          <Head>
            <span className="sr-only">{t('column.actions')}</span>
          </Head>
        </>
      }
    >
      {threads.map((thread) => (
        <ThreadRow
          key={thread.id}
          thread={thread}
          selected={selected.has(thread.id)}
          onSelect={(on) => select(thread.id, on)}
          onRename={() => onRename(thread)}
          onDelete={() => onDelete(thread)}
        />
      ))}
    </Table>
  )
}
