'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { runQuery, runViewQuery, stepsQuery } from '@/lib/client/run-queries'
import { useLiveRun } from '@/lib/live/live-context'
import { viewOfSnapshot } from '@/lib/inspector/snapshot'
import { isTerminal } from '@/lib/run/machine'
import { useApi } from './connection-context'

interface RunOptions {
  /** Its thread, where that is known. */
  readonly thread?: string
  /** Whether its events themselves are looked at. */
  readonly needsEvents?: boolean
}

/**
 * A run as it is known best. One that is underway is followed: it is shown as its log was seen, and until that has
 * come, as it was fetched. Of one that was over when it was opened, what its log makes of it is fetched, and its events
 * only when they are needed.
 */
export function useRunView(id: string, { thread, needsEvents = false }: RunOptions = {}) {
  const api = useApi()
  const summary = useQuery(runQuery(api, id))
  const wasOver = useFirst(id, summary.isError ? false : summary.data && isTerminal(summary.data.run.status))
  const left = useQuery({ ...runViewQuery(api, id), enabled: wasOver === true })
  const isFollowed = wasOver === false || left.isError
  const live = useLiveRun(isFollowed || needsEvents ? id : null)
  const known = left.data?.run ? left.data : undefined
  const threadId = thread ?? summary.data?.run.thread_id
  const asksSteps = isFollowed || (left.isSuccess && !known)
  const steps = useQuery({
    ...stepsQuery(api, { thread: threadId ?? '', run: id }),
    enabled: threadId !== undefined && asksSteps,
  })
  const fetched = useMemo(
    () =>
      summary.data &&
      viewOfSnapshot({ run: summary.data.run, steps: steps.data?.data ?? [], messages: [], times: summary.data }),
    [summary.data, steps.data],
  )
  // What comes in event by event is not shown in the place of what is known of all of them.
  const seen = live.view.run && live.view.lastSeq >= (known?.lastSeq ?? 0) ? live.view : undefined
  const isLogWhole = left.isSuccess || live.phase === 'rested' || live.phase === 'refused'
  return { view: seen ?? known ?? fetched, summary, live, isLogWhole }
}

/** The first value that is not undefined, for as long as `id` stays the same. */
function useFirst<T>(id: string, value: T | undefined): T | undefined {
  const [first, setFirst] = useState({ id, value })
  const isKnown = first.id === id && first.value !== undefined
  if (!isKnown && (first.id !== id || value !== undefined)) setFirst({ id, value })
  return isKnown ? first.value : value
}
