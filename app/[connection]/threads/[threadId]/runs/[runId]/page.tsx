import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RunInspector } from '@/components/run/run-inspector'
import { neighbourRunsQuery, runQuery, stepsQuery, threadQuery } from '@/lib/client/queries'
import { prefetch } from '../../../../../prefetch'

interface RunProps {
  readonly params: Promise<{ connection: string; threadId: string; runId: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inspector.facts')
  return { title: t('run') }
}

export default async function Run({ params }: RunProps) {
  const { connection, threadId, runId } = await params
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(runQuery(api, runId)),
      client.prefetchQuery(stepsQuery(api, { thread: threadId, run: runId })),
      client.prefetchQuery(threadQuery(api, threadId)),
      client.prefetchQuery(neighbourRunsQuery(api, { id: runId, thread_id: threadId })),
    ]),
  )
  return (
    <HydrationBoundary state={state}>
      <RunInspector threadId={threadId} runId={runId} />
    </HydrationBoundary>
  )
}
