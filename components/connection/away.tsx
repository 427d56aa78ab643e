'use client'

import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { backendQuery } from '@/lib/client/backend-query'
import { awayStore } from './away-store'
import { useConnection } from './connection-context'

/** Since when the backend of the connection does not answer, in Unix ms; null while nothing of that is known. */
export const useAwaySince = (): number | null => useStore(awayStore, ({ sinceMs }) => sinceMs)

/** Asks a backend elsewhere now and then whether it answers: a run that is broken there looks like a slow one. */
export function BackendWatch() {
  const { api, info } = useConnection()
  useQuery({ ...backendQuery(api), enabled: info.model.kind === 'upstream' })
  return null
}

/**
 * Why the backend of this connection gives no answer; undefined while it does, or nothing is known. Asks once: for
 * pages that have nothing of it to show.
 */
export function useBackendFailure() {
  const { api, info } = useConnection()
  const asked = { enabled: info.kind !== 'embedded', refetchInterval: false } as const
  const { error, refetch } = useQuery({ ...backendQuery(api), ...asked })
  return error ? { error, refetch } : undefined
}
