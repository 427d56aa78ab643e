'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { BulkDialog } from '@/components/lists/bulk-dialog'
import { keys } from '@/lib/client/keys'
import { unlessGone } from '@/lib/client/unless-gone'
import { whenAllowed } from '@/lib/client/when-allowed'

interface RemoveFilesDialogProps {
  readonly store: string
  readonly ids: readonly string[]
  readonly nameOf: (id: string) => string
  readonly onClose: () => void
  readonly onRemoved: (ids: ReadonlySet<string>) => void
}

/** Asks, and takes files out of a store. They stay files. */
export function RemoveFilesDialog({ store, ids, nameOf, onClose, onRemoved }: RemoveFilesDialogProps) {
  const t = useTranslations('stores.remove')
  const api = useApi()
  const client = useQueryClient()
  return (
    <BulkDialog
      ids={ids}
      title={ids.length === 1 ? t('title', { name: nameOf(ids[0]!) }) : t('title_many', { count: ids.length })}
      outcome={(count) => t('outcome', count)}
      action={t('action')}
      doing={t('doing')}
      nameOf={nameOf}
      act={(file, signal) => unlessGone(whenAllowed(() => api.storeFiles.remove({ store, file }), { signal }))}
      onDone={(done) => {
        onRemoved(done)
        void client.invalidateQueries({ queryKey: keys.vectorStore(api.connection, store) })
      }}
      onClose={onClose}
    >
      <p>{t('text')}</p>
    </BulkDialog>
  )
}
