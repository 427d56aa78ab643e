'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useRunView } from '@/components/connection/use-run-view'
import type { ShownSide } from '@/components/comparison/shown-side'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { useThreadName } from '@/components/names/use-thread-name'
import { RatingButtons } from '@/components/ratings/rating-buttons'
import { runPath, threadPath } from '@/components/routing/paths'
import { useAsked } from './use-asked'

const wayClass = 'underline decoration-control underline-offset-2 hover:decoration-ink'

const noLabels: readonly string[] = []

/** One of two runs as it is known best, with what the comparison shows around it. */
export function useSide(id: string, letter = '') {
  const api = useApi()
  const { view, summary, live } = useRunView(id)
  const { known, asked } = useAsked(view?.run)
  const threadName = useThreadName()(summary.data?.thread ?? { title: null, preview: null })
  const nameOf = useAssistantName()
  const assistantName = summary.data ? nameOf(summary.data) : null
  const labels = summary.data?.labels ?? noLabels
  const { connection } = api
  const side = useMemo((): ShownSide | undefined => {
    if (!view?.run) return undefined
    const { run: shown } = view
    const actions = {
      run: (
        <Link prefetch={false} href={runPath(connection, shown)} className={wayClass}>
          {assistantName ?? shown.model}
        </Link>
      ),
      thread: (
        <Link prefetch={false} href={threadPath(connection, shown.thread_id)} className={wayClass}>
          {threadName}
        </Link>
      ),
      tools: summary.data && <RatingButtons summary={summary.data} name={letter} />,
    }
    return { view: { ...view, run: shown }, asked, known, assistantName, threadName, labels, actions }
  }, [view, asked, known, assistantName, threadName, labels, connection, summary.data, letter])
  return {
    side,
    error: live.error ?? summary.error,
    onRetry: () => void summary.refetch(),
    skewMs: live.skewMs,
  }
}
