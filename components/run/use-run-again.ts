'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/connection-context'
import { runPath } from '@/components/paths'
import { useGo } from '@/components/use-go'
import { useOnceMutation } from '@/components/use-once'
import { runAgainMutation } from '@/lib/client/conversation-mutations'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { runBodyOf } from '@/lib/run/run-body'

/** Runs once more on what a run was given, and goes where that can be seen. */
export function useRunAgain(run: Run) {
  const api = useApi()
  const go = useGo()
  const again = useOnceMutation(runAgainMutation({ api, client: useQueryClient() }, run))
  const start = (body: CreateRunBody) => again.mutate(body, { onSuccess: (next) => go(runPath(api.connection, next)) })
  return {
    again,
    start,
    // None are instructions, too: left out they would be the assistant's.
    startSame: () => start({ ...runBodyOf(run), instructions: run.instructions }),
  }
}
