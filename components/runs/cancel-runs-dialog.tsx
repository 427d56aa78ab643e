'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection-context'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { keys } from '@/lib/client/keys'
import type { RunSummary } from '@/lib/protocol/playground'
import { useAssistantName } from './use-run-words'

interface CancelRunsDialogProps {
  readonly runs: readonly RunSummary[]
  readonly onClose: () => void
  /** Told which were cancelled, as soon as it is over. */
  readonly onCancelled: (ids: ReadonlySet<string>) => void
}

/** Asks, and cancels one or many runs. Props: runs, onClose, onCancelled. */
export function CancelRunsDialog({ runs, onClose, onCancelled }: CancelRunsDialogProps) {
  const t = useTranslations('runs.cancel')
  const api = useApi()
  const client = useQueryClient()
  const assistantName = useAssistantName()
  const find = (wanted: string) => runs.find(({ id }) => id === wanted)
  return (
    <BulkDialog
      ids={runs.map(({ id }) => id)}
      title={t('title', { count: runs.length })}
      outcome={(count) => t('outcome', count)}
      action={t('action', { count: runs.length })}
      doing={t('doing')}
      nameOf={(id) => {
        const summary = find(id)
        return summary ? `${assistantName(summary)} (${id})` : id
      }}
      act={async (id) => {
        const summary = find(id)
        if (summary) await api.runs.cancel(summary.run.thread_id, id)
      }}
      onDone={(ids) => {
        onCancelled(ids)
        void client.invalidateQueries({ queryKey: keys.runLists(api.connection) })
      }}
      onClose={onClose}
    >
      <p>{t('text', { count: runs.length })}</p>
    </BulkDialog>
  )
}
