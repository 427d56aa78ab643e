'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '@/components/connection-context'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast-store'
import { deleteThreads, type DeletionProgress } from '@/lib/client/delete-threads'
import { keys } from '@/lib/client/keys'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { useThreadName } from './use-thread-name'

interface DeleteThreadsDialogProps {
  /** Which; none closes it. */
  readonly threads: readonly ThreadSummary[]
  readonly onClose: () => void
  /** Told which were deleted, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, deletes one or many threads, shows how far it is and what failed. */
export function DeleteThreadsDialog({ threads, onClose, onDeleted }: DeleteThreadsDialogProps) {
  const t = useTranslations('threads.delete')
  const common = useTranslations('common')
  const api = useApi()
  const client = useQueryClient()
  const [progress, setProgress] = useState<DeletionProgress>()
  const working = progress !== undefined && progress.done + progress.failed.length < progress.total
  const failed = !working && progress ? progress.failed : []

  function close() {
    setProgress(undefined)
    onClose()
  }

  async function start() {
    const ids = failed.length > 0 ? failed.map(({ id }) => id) : threads.map(({ id }) => id)
    setProgress({ total: ids.length, done: 0, failed: [] })
    const result = await deleteThreads(api, ids, setProgress)
    const left = new Set(result.failed.map(({ id }) => id))
    const deleted = new Set(ids.filter((id) => !left.has(id)))
    for (const id of deleted) client.removeQueries({ queryKey: keys.thread(api.connection, id) })
    onDeleted(deleted)
    if (left.size === 0) {
      toast(t('done', { count: deleted.size }))
      close()
    }
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.threadLists(api.connection) }),
      client.invalidateQueries({ queryKey: keys.runLists(api.connection) }),
    ])
  }

  return (
    <ConfirmDialog
      open={threads.length > 0}
      title={t('title', { count: threads.length })}
      action={failed.length > 0 ? t('retry_failed') : common(working ? 'deleting' : 'delete')}
      busy={working}
      onConfirm={() => void start()}
      onClose={close}
    >
      <p>{t('text', { count: threads.length })}</p>
      {working && <Progress progress={progress} />}
      {failed.length > 0 && <Failures failed={failed} threads={threads} />}
    </ConfirmDialog>
  )
}

function Progress({ progress }: { progress: DeletionProgress }) {
  const t = useTranslations('threads.delete')
  const text = t('progress', { done: progress.done, total: progress.total })
  return (
    <div className="mt-3 flex items-center gap-3 text-row" role="status">
      <progress
        value={progress.done + progress.failed.length}
        max={progress.total}
        aria-label={text}
        className="h-1.5 flex-1 accent-ink"
      />
      <span className="text-muted tabular-nums">{text}</span>
    </div>
  )
}

function Failures({ failed, threads }: { failed: DeletionProgress['failed']; threads: readonly ThreadSummary[] }) {
  const t = useTranslations('threads.delete')
  const nameOf = useThreadName()
  return (
    <div role="alert" data-status="failed" className="mt-3 text-row">
      <p className="font-medium text-tone">{t('failed', { count: failed.length })}</p>
      <ul className="mt-1 list-disc pl-4">
        {failed.map(({ id, error }) => {
          const thread = threads.find((each) => each.id === id)
          return (
            <li key={id}>
              {thread ? nameOf(thread) : id}: {error instanceof Error ? error.message : String(error)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
