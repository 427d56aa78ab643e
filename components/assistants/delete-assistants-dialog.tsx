'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection-context'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { plainName } from '@/components/plain-name'
import { toast } from '@/components/ui/toast-store'
import { keys } from '@/lib/client/keys'
import { unlessGone } from '@/lib/client/unless-gone'
import type { Assistant } from '@/lib/protocol/assistant'

interface DeleteAssistantsDialogProps {
  readonly assistants: readonly Assistant[]
  readonly onClose: () => void
  /** Told which were deleted, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, and deletes one or many assistants. Props: assistants, onClose, onDeleted. */
export function DeleteAssistantsDialog({ assistants, onClose, onDeleted }: DeleteAssistantsDialogProps) {
  const t = useTranslations('assistants')
  const common = useTranslations('common')
  const api = useApi()
  const client = useQueryClient()
  const [only] = assistants.length === 1 ? assistants : []
  const nameOf = (assistant: Assistant | undefined) => plainName(assistant?.name ?? t('unnamed'))

  function onDone(ids: ReadonlySet<string>) {
    for (const id of ids) client.removeQueries({ queryKey: keys.assistant(api.connection, id) })
    onDeleted(ids)
    if (only && ids.has(only.id)) toast(t('delete.done', { name: nameOf(only) }))
    void client.invalidateQueries({ queryKey: keys.assistantList(api.connection) })
  }

  return (
    <BulkDialog
      ids={assistants.map(({ id }) => id)}
      title={only ? t('delete.title', { name: nameOf(only) }) : t('delete.title_many', { count: assistants.length })}
      outcome={(count) => t('delete.outcome', count)}
      action={common('delete')}
      doing={common('deleting')}
      nameOf={(wanted) => nameOf(assistants.find(({ id }) => id === wanted))}
      act={(id) => unlessGone(api.assistants.remove(id))}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{only ? t('delete.text') : t('delete.text_many')}</p>
    </BulkDialog>
  )
}
