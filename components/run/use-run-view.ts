'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { runQuery, stepsQuery } from '@/lib/client/run-queries'
import { useLiveRun } from '@/lib/live/live-context'
import { viewOfSnapshot } from '@/lib/inspector/snapshot'

/** A run as it is known best: as its log was seen, and until that has come, as it was fetched. */
export function useRunView(thread: string, id: string) {
  const api = useApi()
  const summary = useQuery(runQuery(api, id))
  const steps = useQuery(stepsQuery(api, { thread, run: id }))
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
