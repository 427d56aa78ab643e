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
  useQuery({ ...backendQuery(api), enabled: info.kind !== 'embedded' && info.kind !== 'appbuilder' })
  return null
}
