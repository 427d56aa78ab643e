'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useDeleteWithUndo } from '@/components/deletes/use-delete-with-undo'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { unlessGone } from '@/lib/client/unless-gone'
import { whenAllowed } from '@/lib/client/when-allowed'
import { BulkDialog } from './bulk-dialog'

interface DeleteDialogProps {
  readonly ids: readonly string[]
  /** The id of a single object whose deletion can be undone. */
  readonly only: string | undefined
  readonly nameOf: (id: string) => string
  readonly pathOf: (id: string) => string
  readonly remove: (id: string) => Promise<unknown>
  /** Removes objects from the cache; resolves when the lists were fetched again. */
  readonly forget: (ids: Iterable<string>) => Promise<unknown>
  /** Of one object, and of all. */
  readonly texts: { readonly one: Question; readonly all: Question }
  /** What else is to be known before. */
  readonly note?: ReactNode
  /** The title once it was tried and not all went well. */
  readonly outcome: (count: { readonly done: number; readonly total: number }) => string
  readonly onClose: () => void
  /** Called with those that were deleted, or are about to be, as soon as it is over. */
  readonly onDeleted: (ids: ReadonlySet<string>) => void
}

interface Question {
  readonly title: string
  readonly text: string
}

/** Asks, and deletes many objects, or one so that it can be undone. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { ids, only, nameOf, pathOf, remove, forget, texts, note, outcome, onClose, onDeleted } = props
  const common = useTranslations('common')
  const deleteWithUndo = useDeleteWithUndo()

  function deleteOne(id: string) {
    onClose()
    deleteWithUndo({ id, name: nameOf(id), path: pathOf(id), remove, onRemoved: () => forget([id]) })
    onDeleted(new Set([id]))
  }

  if (only !== undefined) {
    return (
      <ConfirmDialog
        open
        title={texts.one.title}
        action={common('delete')}
        onConfirm={() => deleteOne(only)}
        onClose={onClose}
      >
        <p>{texts.one.text}</p>
        {note}
      </ConfirmDialog>
    )
  }

  return (
    <BulkDialog
      ids={ids}
      title={texts.all.title}
      outcome={outcome}
      action={common('delete')}
      doing={common('deleting')}
      nameOf={nameOf}
      act={(id, signal) => unlessGone(whenAllowed(() => remove(id), { signal }))}
      onDone={(done) => {
        onDeleted(done)
        void forget(done)
      }}
      onClose={onClose}
    >
      <p>{texts.all.text}</p>
      {note}
    </BulkDialog>
  )
}
