'use client'

import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { useDeleteWithUndo } from '@/components/deletes/use-delete-with-undo'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { keys } from '@/lib/client/keys'
import { unlessGone } from '@/lib/client/unless-gone'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { isTerminal } from '@/lib/run/machine'

interface DeleteThreadsDialogProps {
  readonly threads: readonly ThreadSummary[]
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, and deletes many threads, or one so that it can be undone. */
export function DeleteThreadsDialog({ threads, onClose, onDeleted }: DeleteThreadsDialogProps) {
  const t = useTranslations('threads.delete')
  const common = useTranslations('common')
  const api = useApi()
  const client = useQueryClient()
  const threadName = useThreadName()
  const deleteWithUndo = useDeleteWithUndo()
  // A thread with an active run is refused, which this dialog shows at once.
  const [only] = threads.length === 1 && !threads.some(isBusy) ? threads : []

  function deleteOne(thread: ThreadSummary) {
    const { id } = thread
    onClose()
    deleteWithUndo({
      id,
      name: threadName(thread),
      path: threadPath(api.connection, id),
      remove: api.threads.remove,
      onRemoved: () => forgetThreads(client, api.connection, [id]),
    })
    onDeleted(new Set([id]))
  }

  if (only) {
    return (
      <ConfirmDialog
        open
        title={t('title', { count: 1 })}
        action={common('delete')}
        onConfirm={() => deleteOne(only)}
        onClose={onClose}
      >
        <p>{t('text_one')}</p>
      </ConfirmDialog>
    )
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
      onDone={(ids) => {
        onDeleted(ids)
        void forgetThreads(client, api.connection, ids)
      }}
      onClose={onClose}
    >
      <p>{t('text', { count: threads.length })}</p>
    </BulkDialog>
  )
}

const isBusy = ({ last_run }: ThreadSummary) => last_run !== null && !isTerminal(last_run.status)

/** Removes them from the cache; resolves when the lists were fetched again. */
function forgetThreads(client: QueryClient, connection: string, ids: Iterable<string>) {
  for (const id of ids) client.removeQueries({ queryKey: keys.thread(connection, id) })
  return Promise.all([
    client.invalidateQueries({ queryKey: keys.threadLists(connection) }),
    client.invalidateQueries({ queryKey: keys.runLists(connection) }),
  ])
}
