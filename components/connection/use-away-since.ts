'use client'

import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { backendQuery } from '@/lib/client/backend-query'
import { awayStore } from './away-store'
import { useConnection } from './connection-context'

/**
 * Since when the backend of the connection does not answer, in Unix ms; null while nothing of that is known. While a
 * run is active the backend is asked now and then, as a broken run would otherwise look like a slow one.
 */
export function useAwaySince(run: 'active' | 'over'): number | null {
  const { api, info } = useConnection()
  const isProxied = info.kind !== 'embedded' && info.kind !== 'appbuilder'
  useQuery({ ...backendQuery(api), enabled: isProxied && run === 'active' })
  return useStore(awayStore, ({ sinceMs }) => sinceMs)
}
