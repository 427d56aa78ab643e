'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { patiently } from '@/components/late/patiently'
import { runPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import type { Api } from '@/lib/client/api'
import { runAgainMutation } from '@/lib/client/conversation-mutations'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { wholeRunBodyOf } from '@/lib/inspector/run-body'

/** Runs once more as a run was, and goes where that can be seen. */
export function useRunAgain(run: Run) {
  const api = useApi()
  const go = useGo()
  const again = useOnceMutation(runAgainMutation({ api, client: useQueryClient() }, (body) => runOnce(api, run, body)))
  const startSame = () => again.mutate(wholeRunBodyOf(run), { onSuccess: (next) => go(runPath(api.connection, next)) })
  return { again, startSame }
}

/** What copies a thread comes when somebody asks for that. */
async function runOnce(api: Api, run: Run, body: CreateRunBody): Promise<Run> {
  const { runAgain } = await patiently(() => import('@/lib/client/run-again'))
  return runAgain(api, run, body)
}
