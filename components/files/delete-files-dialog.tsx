'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '@/components/connection/connection-context'
import { DeleteDialog } from '@/components/lists/delete-dialog'
import { plainName } from '@/components/names/plain-name'
import { filePath } from '@/components/routing/paths'
import { keys } from '@/lib/client/keys'
import type { StoredFile } from '@/lib/protocol/file'
import { UsesNote } from './uses-note'

interface DeleteFilesDialogProps {
  readonly files: readonly StoredFile[]
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

/** Asks, tells where they are used, and deletes many files, or one so that it can be undone. */
export function DeleteFilesDialog({ files, ...events }: DeleteFilesDialogProps) {
  const t = useTranslations('files.delete')
  const api = useApi()
  const client = useQueryClient()
  const ids = files.map(({ id }) => id)
  const only = ids.length === 1 ? ids[0] : undefined
  const nameOf = (id: string) => plainName(files.find((each) => each.id === id)?.filename ?? id)
  return (
    <DeleteDialog
      ids={ids}
      only={only}
      nameOf={nameOf}
      pathOf={(id) => filePath(api.connection, id)}
      remove={api.files.remove}
      forget={(removed) => {
        for (const id of removed) client.removeQueries({ queryKey: keys.file(api.connection, id) })
        return client.invalidateQueries({ queryKey: keys.fileLists(api.connection) })
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
