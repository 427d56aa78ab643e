'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection-context'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { keys } from '@/lib/client/keys'
import { unlessGone } from '@/lib/client/unless-gone'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { useThreadName } from './use-thread-name'

interface DeleteThreadsDialogProps {
  readonly threads: readonly ThreadSummary[]
  readonly onClose: () => void
  /** Told which were deleted, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, and deletes one or many threads. Props: threads, onClose, onDeleted. */
export function DeleteThreadsDialog({ threads, onClose, onDeleted }: DeleteThreadsDialogProps) {
  const t = useTranslations('threads.delete')
  const common = useTranslations('common')
  const api = useApi()
  const client = useQueryClient()
  const threadName = useThreadName()

  function onDone(ids: ReadonlySet<string>) {
    for (const id of ids) client.removeQueries({ queryKey: keys.thread(api.connection, id) })
    onDeleted(ids)
    void client.invalidateQueries({ queryKey: keys.threadLists(api.connection) })
    void client.invalidateQueries({ queryKey: keys.runLists(api.connection) })
  }

  return (
    <BulkDialog
      ids={threads.map(({ id }) => id)}
      title={t('title', { count: threads.length })}
      outcome={(count) => t('outcome', count)}
      action={common('delete')}
      doing={common('deleting')}
      nameOf={(wanted) => {
        const thread = threads.find(({ id }) => id === wanted)
        return thread ? threadName(thread) : wanted
      }}
      act={(id) => unlessGone(api.threads.remove(id))}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('text', { count: threads.length })}</p>
    </BulkDialog>
  )
}
