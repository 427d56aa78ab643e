'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useConnection } from '@/components/connection/connection-context'
import { lineStore } from '@/components/connection/line-store'
import { useBaseUrl } from '@/components/connection/use-base-url'
import { entriesOf } from '@/components/lists/paged'
import type { RunSurroundings } from '@/components/report/report-context'
import { messagesQuery } from '@/lib/client/thread-queries'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import type { UrlState } from '@/lib/inspector/url-state'
import { isTerminal } from '@/lib/run/machine'
import { useWireOf } from './use-wire-of'

interface SurroundingsInput {
  readonly run: Run
  readonly summary: RunSummary | undefined
  readonly threadName: string
  readonly isLogWhole: boolean
  /** The connection's backend does not answer. */
  readonly isAway: boolean
  readonly around: RunSurroundings['around']
  readonly urlState: UrlState
}

const noLabels: RunSummary['labels'] = []

/** What a run's page shows beside the run: its messages are those of its thread's first page. */
export function useSurroundingsOf(input: SurroundingsInput): RunSurroundings {
  const { run, summary, threadName, isLogWhole, isAway, around, urlState } = input
  const { api, needsToken, info } = useConnection()
  const baseUrl = useBaseUrl()
  const isLost = useStore(lineStore, ({ line }) => line === 'lost')
  const cutOff = isLost ? 'server' : isAway ? 'backend' : null
  const { data, hasNextPage: hasOlder, isPending } = useInfiniteQuery(messagesQuery(api, run.thread_id))
  const messages = useMemo(() => ({ known: entriesOf(data), hasOlder, isPending }), [data, hasOlder, isPending])
  const server = useMemo(() => ({ baseUrl, needsToken, kind: info.kind }), [baseUrl, needsToken, info.kind])
  const assistantName = summary?.assistant_name ?? null
  const labels = summary?.labels ?? noLabels
  const createdMs = summary?.created_ms ?? run.created_at * 1000
  const exchanges = useWireOf({ run: run.id, isOver: isTerminal(run.status), urlState })
  return useMemo(
    () => ({ assistantName, threadName, labels, createdMs, messages, server, exchanges, isLogWhole, cutOff, around }),
    [assistantName, threadName, labels, createdMs, messages, server, exchanges, isLogWhole, cutOff, around],
  )
}
