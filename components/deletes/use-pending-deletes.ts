'use client'

import { useCallback } from 'react'
import { useStore } from 'zustand'
import { useApi } from '@/components/connection/connection-context'
import { objectKey, pendingDeletes } from './pending-deletes'

const useHidden = () => useStore(pendingDeletes.store, ({ hidden }) => hidden)

/** Tells of an id whether it is about to be deleted; the same function as long as nothing has changed. */
export function useIsHidden() {
  const { connection } = useApi()
  const hidden = useHidden()
  return useCallback(
    (id: string | undefined) => id !== undefined && hidden.has(objectKey(connection, id)),
    [connection, hidden],
  )
}

/** What takes back the deletion of an object; null when it is too late, undefined when none is begun. */
export function useUndoOf(id: string) {
  const { connection } = useApi()
  return useHidden().get(objectKey(connection, id))
}

/** Whether anything is about to be deleted: what the server counts still has it. */
export const useAwaitsDelete = () => useHidden().size > 0
