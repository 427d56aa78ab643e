'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { useDeleteWithUndo } from '@/components/deletes/use-delete-with-undo'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { plainName } from '@/components/names/plain-name'
import { assistantPath } from '@/components/routing/paths'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { keys } from '@/lib/client/keys'
import { unlessGone } from '@/lib/client/unless-gone'
import type { Assistant } from '@/lib/protocol/assistant'

interface DeleteAssistantsDialogProps {
  readonly assistants: readonly Assistant[]
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, and deletes many assistants, or one so that it can be undone. */
export function DeleteAssistantsDialog({ assistants, onClose, onDeleted }: DeleteAssistantsDialogProps) {
  const t = useTranslations('assistants')
  const common = useTranslations('common')
  const api = useApi()
  const client = useQueryClient()
  const deleteWithUndo = useDeleteWithUndo()
  const [only] = assistants.length === 1 ? assistants : []
  const nameOf = (assistant: Assistant | undefined) => plainName(assistant?.name ?? t('unnamed'))

  function forget(ids: Iterable<string>) {
    for (const id of ids) client.removeQueries({ queryKey: keys.assistant(api.connection, id) })
    return client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) })
  }
  function deleteOne({ id, name }: Assistant) {
    onClose()
    deleteWithUndo({
      id,
      name: plainName(name ?? t('unnamed')),
      path: assistantPath(api.connection, id),
      remove: api.assistants.remove,
      onRemoved: () => forget([id]),
    })
    onDeleted(new Set([id]))
  }

  if (only) {
    return (
      <ConfirmDialog
        open
        title={t('delete.title', { name: nameOf(only) })}
        action={common('delete')}
        onConfirm={() => deleteOne(only)}
        onClose={onClose}
      >
        <p>{t('delete.text')}</p>
      </ConfirmDialog>
    )
  }

  return (
    <BulkDialog
      ids={assistants.map(({ id }) => id)}
      title={t('delete.title_many', { count: assistants.length })}
      outcome={(count) => t('delete.outcome', count)}
      action={common('delete')}
      doing={common('deleting')}
      nameOf={(wanted) => nameOf(assistants.find(({ id }) => id === wanted))}
      act={(id) => unlessGone(api.assistants.remove(id))}
      onDone={(ids) => {
        onDeleted(ids)
        void forget(ids)
      }}
      onClose={onClose}
    >
      <p>{t('delete.text_many')}</p>
    </BulkDialog>
  )
}
