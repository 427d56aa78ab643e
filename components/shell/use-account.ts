'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/connection/connection-context'
import { useHydrated } from '@/components/ui/use-now'
import { accountQuery } from '@/lib/client/account-query'

/**
 * The state of the connection's account. Unknown in the first render: of the parts that show it each is loaded in its
 * own time, and what one of them has fetched by then is not what the server drew.
 */
export function useAccount() {
  const { data } = useQuery(accountQuery(useApi()))
  return useHydrated() ? data : undefined
}
