'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { keep, useKept } from '@/components/kept/kept-in-tab'
import { comparePath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { forkRunMutation } from '@/lib/client/fork-run'
import type { Edit } from '@/lib/client/run-again'
import type { CreateRunBody, Run } from '@/lib/protocol/run'

/**
 * Runs once more on a copy of a run's thread, and goes where both can be compared. `name` is where other settings are
 * kept until they were sent; `edit` is the message that is to say something else, kept as long.
 */
export function useRunFork(run: Run) {
  const api = useApi()
  const go = useGo()
  const fork = useOnceMutation(forkRunMutation({ api, client: useQueryClient() }, run))
  const name = `again:${run.id}`
  const editName = `again-message:${run.id}`
  const [edit, change] = useKept<Edit>(editName)
  const forgetEdit = () => keep(editName, undefined)

  function start(body: CreateRunBody) {
    fork.mutate(
      { body, edit },
      {
        onSuccess(next) {
          keep(name, undefined)
          forgetEdit()
          go(comparePath(api.connection, run.id, next.id))
        },
      },
    )
  }

  return { name, edit, change, fork, start, forgetEdit }
}
