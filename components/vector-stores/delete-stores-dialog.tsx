'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { FileUseList } from '@/components/files/file-use-list'
import { DeleteDialog } from '@/components/lists/delete-dialog'
import { vectorStorePath } from '@/components/routing/paths'
import { fileUsesQuery } from '@/lib/client/file-queries'
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
      note={<Uses ids={ids} />}
      outcome={(count) => t('outcome', count)}
      {...events}
    />
  )
}

/** The server looks for the uses of so many at a time. */
const MAX_ASKED = 100

function Uses({ ids }: { ids: readonly string[] }) {
  const t = useTranslations('files.uses')
  // Those that were asked about when the dialog opened: while they are deleted there are fewer and fewer.
  const { data, isPending } = useQuery(fileUsesQuery(useApi(), ids.slice(0, MAX_ASKED)))
  if (isPending) return <p className="mt-3 text-row text-muted">{t('looking')}</p>
  if (!data || data.data.length === 0) return null
  return (
    <div className="mt-3 flex flex-col gap-1">
      <p className="text-row font-medium">{t('used', { count: ids.length })}</p>
      <div className="max-h-48 overflow-y-auto">
        <FileUseList uses={data} />
      </div>
    </div>
  )
}
