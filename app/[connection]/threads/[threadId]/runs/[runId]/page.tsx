import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { plainName } from '@/components/names/plain-name'
import { RunInspector } from '@/components/run/run-inspector'
import { messagesQuery, neighbourRunsQuery, runQuery, stepsQuery, threadQuery } from '@/lib/client/queries'
import { isTerminal } from '@/lib/run/machine'
import { peek, prefetch } from '../../../../../prefetch'

interface RunProps {
  readonly params: Promise<{ connection: string; threadId: string; runId: string }>
}

export async function generateMetadata({ params }: RunProps): Promise<Metadata> {
  const [{ connection, runId }, t] = await Promise.all([params, getTranslations()])
  const summary = await peek(connection, (api) => api.runs.summary(runId))
  if (!summary) return { title: t('inspector.facts.run') }
  const { status } = summary.run
  const assistant = plainName(summary.assistant_name ?? t('runs.unnamed_assistant'))
  const title = t('inspector.title', { assistant })
  // The page does not change its title, so it tells only a status that stays.
  return { title: isTerminal(status) ? `${title} · ${t(`status.${status}`)}` : title }
}

export default async function Run({ params }: RunProps) {
  const { connection, threadId, runId } = await params
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(runQuery(api, runId)),
      client.prefetchQuery(stepsQuery(api, { thread: threadId, run: runId })),
      client.prefetchQuery(threadQuery(api, threadId)),
      client.prefetchInfiniteQuery(messagesQuery(api, threadId)),
      client.prefetchQuery(neighbourRunsQuery(api, { id: runId, thread_id: threadId })),
    ]),
  )
  return (
    <HydrationBoundary state={state}>
      <RunInspector threadId={threadId} runId={runId} />
    </HydrationBoundary>
  )
}
