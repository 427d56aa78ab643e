'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { useModelFate } from '@/components/connection/use-model-fate'
import { threadQuery } from '@/lib/client/thread-queries'
import { unansweredQuery } from '@/lib/client/unanswered-query'
import type { Around } from '@/lib/inspector/findings/finding'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { pendingCalls } from '@/lib/run/tool-calls'

const none: Around['unanswered'] = []

/** What explains how a run stands and is neither in it nor in its log; asked for only where a rule may need it. */
export function useAround(run: Run): Around {
  const { api, info } = useConnection()
  const { data: thread } = useQuery(threadQuery(api, run.thread_id))
  const waits = pendingCalls(run).length > 0
  const { data: unanswered = none } = useQuery({ ...unansweredQuery(api, run.assistant_id), enabled: waits })
  const isAsked = isTerminal(run.status) && run.status !== 'completed'
  const unlisted = useModelFate({ isAsked })(run.model)
  const backend = info.kind === 'embedded' ? 'here' : 'elsewhere'
  const threadGoneMs = thread?.gone_ms ?? null
  return useMemo(
    () => ({ backend, unlisted, threadGoneMs, unanswered: waits ? unanswered : none }),
    [backend, unlisted, threadGoneMs, unanswered, waits],
  )
}
