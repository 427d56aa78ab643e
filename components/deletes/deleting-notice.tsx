'use client'

import { useTranslations } from 'next-intl'
import { useUndoOf } from './use-pending-deletes'

interface DeletingNoticeProps {
  readonly what: 'thread' | 'run' | 'assistant' | 'file' | 'vector_store'
  /** What is deleted: of a run its thread. */
  readonly id: string
}

/** Says on the page of an object that it is about to be deleted, and offers to undo it. */
export function DeletingNotice({ what, id }: DeletingNoticeProps) {
  const t = useTranslations('errors.deleting')
  const lists = useTranslations('lists.deleted')
  const undo = useUndoOf(id)
  if (undo === undefined) return null
  return (
    <p
      role="status"
      className="flex flex-wrap items-center justify-center gap-x-3 bg-sunken px-4 py-2 text-row font-medium"
    >
      {t(what)}
      {undo && (
        <button type="button" className="touch rounded-chip underline underline-offset-2" onClick={undo}>
          {lists('undo')}
        </button>
      )}
    </p>
  )
}
