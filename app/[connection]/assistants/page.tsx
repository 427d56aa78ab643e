import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssistantsPage } from '@/components/assistants/assistants-page'
import { assistantsQuery } from '@/lib/client/queries'
import { prefetch } from '../../prefetch'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assistants')
  return { title: t('title') }
}

export default async function Assistants({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  const state = await prefetch(connection, (client, api) => client.prefetchInfiniteQuery(assistantsQuery(api)))
  return (
    <HydrationBoundary state={state}>
      <AssistantsPage />
    </HydrationBoundary>
  )
}
