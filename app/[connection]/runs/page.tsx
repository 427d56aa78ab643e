import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RunsPage } from '@/components/runs/runs-page'
import { assistantsQuery, runsQuery } from '@/lib/client/queries'
import { prefetch } from '../../prefetch'

interface RunsProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Partial<Record<'q' | 'status' | 'assistant', string | string[]>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('runs')
  return { title: t('title') }
}

export default async function Runs({ params, searchParams }: RunsProps) {
  const [{ connection }, { q, status, assistant }] = await Promise.all([params, searchParams])
  const [words, statuses, id] = [q, status, assistant].map((value) => [value].flat()[0] ?? '')
  const filter = { q: words, status: statuses, assistant_id: id }
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchInfiniteQuery(runsQuery(api, filter)),
      client.prefetchInfiniteQuery(assistantsQuery(api)),
    ]),
  )
  return (
    <HydrationBoundary state={state}>
      <RunsPage />
    </HydrationBoundary>
  )
}
