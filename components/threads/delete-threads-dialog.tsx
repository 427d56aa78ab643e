'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { DeleteDialog } from '@/components/lists/delete-dialog'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { keys } from '@/lib/client/keys'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { isTerminal } from '@/lib/run/machine'

interface DeleteThreadsDialogProps {
  readonly threads: readonly ThreadSummary[]
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, and deletes many threads, or one so that it can be undone. */
export function DeleteThreadsDialog({ threads, ...events }: DeleteThreadsDialogProps) {
  const t = useTranslations('threads.delete')
  const { connection, ...api } = useApi()
  const client = useQueryClient()
  const threadName = useThreadName()
  const ids = threads.map(({ id }) => id)
  // A thread with an active run is refused, which the dialog for many shows at once.
  const only = ids.length === 1 && !threads.some(isBusy) ? ids[0] : undefined
  return (
    <DeleteDialog
      ids={ids}
      only={only}
      nameOf={(id) => {
        const thread = threads.find((each) => each.id === id)
        return thread ? threadName(thread) : id
      }}
      pathOf={(id) => threadPath(connection, id)}
      remove={api.threads.remove}
      forget={(removed) => {
        for (const id of removed) client.removeQueries({ queryKey: keys.thread(connection, id) })
        return Promise.all([
          client.invalidateQueries({ queryKey: keys.threadLists(connection) }),
          client.invalidateQueries({ queryKey: keys.runLists(connection) }),
        ])
      }}
      texts={{
        one: { title: t('title', { count: 1 }), text: t('text_one') },
        all: { title: t('title', { count: ids.length }), text: t('text', { count: ids.length }) },
      }}
      outcome={(count) => t('outcome', count)}
      {...events}
    />
  )
}

const isBusy = ({ last_run }: ThreadSummary) => last_run !== null && !isTerminal(last_run.status)
