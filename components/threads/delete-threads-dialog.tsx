'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useApi } from '@/components/connection-context'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast-store'
import { deleteThreads, type DeletionProgress } from '@/lib/client/delete-threads'
import { keys } from '@/lib/client/keys'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { useThreadName } from './use-thread-name'

interface DeleteThreadsDialogProps {
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
  const leaving = useRef<AbortController>(undefined)
  const working = progress !== undefined && doneOf(progress) < progress.total
  const failed = !working && progress ? progress.failed : []

  function close() {
    leaving.current?.abort()
    onClose()
  }

  async function start() {
    const ids = failed.length > 0 ? failed.map(({ id }) => id) : threads.map(({ id }) => id)
    const { signal } = (leaving.current = new AbortController())
    setProgress({ total: ids.length, done: [], failed: [] })
    const onProgress = (next: DeletionProgress) => signal.aborted || setProgress(next)
    const result = await deleteThreads(api, ids, { onProgress, signal })
    for (const id of result.done) client.removeQueries({ queryKey: keys.thread(api.connection, id) })
    onDeleted(new Set(result.done))
    toast(t('done', { count: result.done.length }))
    if (result.failed.length === 0 && !signal.aborted) close()
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.threadLists(api.connection) }),
      client.invalidateQueries({ queryKey: keys.runLists(api.connection) }),
    ])
  }

  return (
    <ConfirmDialog
      open
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

const doneOf = ({ done, failed }: DeletionProgress) => done.length + failed.length

function Progress({ progress }: { progress: DeletionProgress }) {
  const t = useTranslations('threads.delete')
  const text = t('progress', { done: progress.done.length, total: progress.total })
  return (
    <div className="mt-3 flex items-center gap-3 text-row" role="status">
      <progress
        value={doneOf(progress)}
        max={progress.total}
        aria-label={text}
        className={`h-1.5 flex-1 appearance-none [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line
          [&::-webkit-progress-value]:bg-ink`}
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
