'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { runPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { runAgainMutation } from '@/lib/client/conversation-mutations'
import type { Run } from '@/lib/protocol/run'
import { wholeRunBodyOf } from '@/lib/inspector/run-body'

/** Runs once more as a run was, and goes where that can be seen. */
export function useRunAgain(run: Run) {
  const api = useApi()
  const go = useGo()
  const again = useOnceMutation(runAgainMutation({ api, client: useQueryClient() }, run))
  const startSame = () => again.mutate(wholeRunBodyOf(run), { onSuccess: (next) => go(runPath(api.connection, next)) })
  return { again, startSame }
}
