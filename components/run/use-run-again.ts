'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useOnceMutation } from '@/components/actions/use-once'
import { useApi } from '@/components/connection/connection-context'
import { keep } from '@/components/kept/kept-in-tab'
import { runPath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { runAgainMutation } from '@/lib/client/conversation-mutations'
import type { CreateRunBody, Run } from '@/lib/protocol/run'
import { wholeRunBodyOf } from '@/lib/inspector/run-body'

/**
 * Runs once more on what a run was given, and goes where that can be seen. `name` is where other settings are kept
 * until they were sent. With `inline`, who asks says itself why it failed; else a toast does.
 */
export function useRunAgain(run: Run, { inline = false } = {}) {
  const api = useApi()
  const go = useGo()
  const again = useOnceMutation({ ...runAgainMutation({ api, client: useQueryClient() }, run), meta: { inline } })
  const name = `again:${run.id}`

  function start(body: CreateRunBody) {
    again.mutate(body, {
      onSuccess(next) {
        keep(name, undefined)
        go(runPath(api.connection, next))
      },
    })
  }

  return { name, again, start, startSame: () => start(wholeRunBodyOf(run)) }
}
