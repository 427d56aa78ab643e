import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssistantPage } from '@/components/assistants/assistant-page'
import { assistantQuery, modelsQuery } from '@/lib/client/queries'
import { prefetch } from '../../../prefetch'

interface AssistantProps {
  readonly params: Promise<{ connection: string; assistantId: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assistants')
  return { title: t('title') }
}

export default async function Assistant({ params }: AssistantProps) {
  const { connection, assistantId } = await params
  const state = await prefetch(connection, (client, api) =>
    Promise.all([client.prefetchQuery(assistantQuery(api, assistantId)), client.prefetchQuery(modelsQuery(api))]),
  )
  return (
    <HydrationBoundary state={state}>
      <AssistantPage id={assistantId} />
    </HydrationBoundary>
  )
}
