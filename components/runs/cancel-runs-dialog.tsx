'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { keys } from '@/lib/client/keys'
import type { Run } from '@/lib/protocol/run'

interface CancelRunsDialogProps {
  readonly runs: readonly Pick<Run, 'id' | 'thread_id'>[]
  /** What a run is called beside its id. */
  readonly nameOf?: (id: string) => string
  readonly onClose: () => void
  /** Called with those that were cancelled, as soon as it is over. */
  readonly onCancelled?: (ids: ReadonlySet<string>) => void
}

/** Asks, and cancels one or many runs. What they have written stays. */
export function CancelRunsDialog({ runs, nameOf, onClose, onCancelled }: CancelRunsDialogProps) {
  const t = useTranslations('runs.cancel')
  const api = useApi()
  const client = useQueryClient()
  const threadOf = new Map(runs.map(({ id, thread_id }) => [id, thread_id]))
  return (
    <BulkDialog
      ids={runs.map(({ id }) => id)}
      title={t('title', { count: runs.length })}
      outcome={(count) => t('outcome', count)}
      action={t('action', { count: runs.length })}
      doing={t('doing')}
      dismiss={t('keep')}
      nameOf={(id) => (nameOf ? `${nameOf(id)} (${id})` : id)}
      act={(id) => api.runs.cancel(threadOf.get(id) ?? '', id)}
      onDone={(ids) => {
        onCancelled?.(ids)
        void client.invalidateQueries({ queryKey: keys.runLists(api.connection) })
        for (const thread of new Set(threadOf.values())) {
          void client.invalidateQueries({ queryKey: keys.threadRuns(api.connection, thread) })
        }
      }}
      onClose={onClose}
    >
      <p>{t('text', { count: runs.length })}</p>
    </BulkDialog>
  )
}
