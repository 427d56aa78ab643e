'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { assistantsQuery } from '@/lib/client/queries'
import { useConnection } from './connection-context'

/**
 * Why the backend of this connection gives no answer; undefined while it does, or nothing is known. For pages that have
 * nothing of it to show: what was recorded here is shown without asking.
 */
export function useBackendFailure() {
  const { api, info } = useConnection()
  const { error, refetch } = useInfiniteQuery({ ...assistantsQuery(api), enabled: info.kind !== 'embedded' })
  return error ? { error, refetch } : undefined
}
