'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { runQuery, stepsQuery } from '@/lib/client/run-queries'
import { useLiveRun } from '@/lib/live/live-context'
import { viewOfSnapshot } from '@/lib/inspector/snapshot'
import { useApi } from './connection-context'

/**
 * A run as it is known best: as its log was seen, and until that has come, as it was fetched. Its thread need not be
 * known; its steps are then fetched behind it.
 */
export function useRunView(id: string, thread?: string) {
  const api = useApi()
  const summary = useQuery(runQuery(api, id))
  const threadId = thread ?? summary.data?.run.thread_id
  const steps = useQuery({ ...stepsQuery(api, { thread: threadId ?? '', run: id }), enabled: threadId !== undefined })
  const live = useLiveRun(id)
  const fetched = useMemo(
    () =>
      summary.data &&
      viewOfSnapshot({ run: summary.data.run, steps: steps.data?.data ?? [], messages: [], times: summary.data }),
    [summary.data, steps.data],
  )
  const view = live.view.run ? live.view : fetched
  return { view, summary, live }
}
