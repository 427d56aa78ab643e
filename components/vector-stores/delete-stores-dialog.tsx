'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { UsesNote } from '@/components/files/uses-note'
import { DeleteDialog } from '@/components/lists/delete-dialog'
import { vectorStorePath } from '@/components/routing/paths'
import { keys } from '@/lib/client/keys'
import type { VectorStore } from '@/lib/protocol/vector-store'
import { useStoreName } from './store-name'

interface DeleteStoresDialogProps {
  readonly stores: readonly VectorStore[]
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, tells who searches them, and deletes many vector stores, or one so that it can be undone. */
export function DeleteStoresDialog({ stores, ...events }: DeleteStoresDialogProps) {
  const t = useTranslations('stores.delete')
  const api = useApi()
  const client = useQueryClient()
  const storeName = useStoreName()
  const ids = stores.map(({ id }) => id)
  const only = ids.length === 1 ? ids[0] : undefined
  const nameOf = (id: string) => storeName(stores.find((each) => each.id === id) ?? { name: id })
  return (
    <DeleteDialog
      ids={ids}
      only={only}
      nameOf={nameOf}
      pathOf={(id) => vectorStorePath(api.connection, id)}
      remove={api.vectorStores.remove}
      forget={(removed) => {
        for (const id of removed) client.removeQueries({ queryKey: keys.vectorStore(api.connection, id) })
        return client.invalidateQueries({ queryKey: keys.vectorStoreLists(api.connection) })
      }}
      texts={{
        one: { title: t('title', { name: nameOf(only ?? '') }), text: t('text') },
        all: { title: t('title_many', { count: ids.length }), text: t('text_many') },
      }}
      note={<UsesNote ids={ids} />}
      outcome={(count) => t('outcome', count)}
      {...events}
    />
  )
}
