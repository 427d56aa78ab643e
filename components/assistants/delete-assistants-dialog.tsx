'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { DeleteDialog } from '@/components/lists/delete-dialog'
import { plainName } from '@/components/names/plain-name'
import { assistantPath } from '@/components/routing/paths'
import { keys } from '@/lib/client/keys'
import type { Assistant } from '@/lib/protocol/assistant'

interface DeleteAssistantsDialogProps {
  readonly assistants: readonly Assistant[]
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, and deletes many assistants, or one so that it can be undone. */
export function DeleteAssistantsDialog({ assistants, ...events }: DeleteAssistantsDialogProps) {
  const t = useTranslations('assistants')
  const api = useApi()
  const client = useQueryClient()
  const ids = assistants.map(({ id }) => id)
  const only = ids.length === 1 ? ids[0] : undefined
  const nameOf = (id: string) => plainName(assistants.find((each) => each.id === id)?.name ?? t('unnamed'))
  return (
    <DeleteDialog
      ids={ids}
      only={only}
      nameOf={nameOf}
      pathOf={(id) => assistantPath(api.connection, id)}
      remove={api.assistants.remove}
      forget={(removed) => {
        for (const id of removed) client.removeQueries({ queryKey: keys.assistant(api.connection, id) })
        return client.invalidateQueries({ queryKey: keys.assistantLists(api.connection) })
      }}
      texts={{
        one: { title: t('delete.title', { name: nameOf(only ?? '') }), text: t('delete.text') },
        all: { title: t('delete.title_many', { count: ids.length }), text: t('delete.text_many') },
      }}
      outcome={(count) => t('delete.outcome', count)}
      {...events}
    />
  )
}
