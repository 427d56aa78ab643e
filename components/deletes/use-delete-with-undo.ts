'use client'

import { useTranslations } from 'next-intl'
import { flushSync } from 'react-dom'
import { useApi } from '@/components/connection/connection-context'
import { dismissToast, offerUndo, toast } from '@/components/ui/toast-store'
import { unlessGone } from '@/lib/client/unless-gone'
import { ApiError, RUN_ACTIVE } from '@/lib/protocol/error'
import { objectKey, pendingDeletes } from './pending-deletes'

interface Wanted {
  readonly id: string
  readonly name: string
  /** The page of the object. */
  readonly path: string
  readonly remove: (id: string) => Promise<unknown>
  /** Removes it from the cache and fetches the lists again. */
  readonly onRemoved: () => Promise<unknown>
}

/** Deletes one object. It can be undone while its toast is shown; the request is sent after that. */
export function useDeleteWithUndo() {
  const t = useTranslations('lists.deleted')
  const bulk = useTranslations('lists.bulk')
  const { connection } = useApi()
  return ({ id, name, path, remove, onRemoved }: Wanted) => {
    const { finish, undo } = pendingDeletes.begin({
      key: objectKey(connection, id),
      async send() {
        dismissToast(shown)
        await unlessGone(remove(id))
        await onRemoved()
      },
      onUndone: () => dismissToast(shown),
      onFailure: (error) => toast(t('failed', { name, reason: reasonOf(error, bulk('run_active')) }), 'error'),
    })
    const shown = offerUndo({
      text: t('done', { name }),
      undo: { label: t('undo'), name: t('undo_named', { name }), run: () => undoWithFocus(undo, path) },
      onGone: finish,
    })
  }
}

/** Where it stands in a list, the focus goes to its row: the button that undid it is gone. */
function undoWithFocus(undo: () => void, path: string) {
  flushSync(undo)
  const link = document.querySelector(`[data-row] a[href="${CSS.escape(path)}"]`)
  link?.closest<HTMLElement>('[data-row]')?.focus()
}

function reasonOf(error: unknown, runActive: string) {
  if (error instanceof ApiError && error.body.code === RUN_ACTIVE) return runActive
  return error instanceof Error ? error.message : String(error)
}
