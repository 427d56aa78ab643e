import { HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssistantPage } from '@/components/assistants/assistant-page'
import { assistantQuery, modelsQuery } from '@/lib/client/queries'
import { peek, prefetch } from '../../../prefetch'

interface AssistantProps {
  readonly params: Promise<{ connection: string; assistantId: string }>
}

export async function generateMetadata({ params }: AssistantProps): Promise<Metadata> {
  const [{ connection, assistantId }, t] = await Promise.all([params, getTranslations('assistants')])
  const assistant = await peek(connection, (api) => api.assistants.get(assistantId))
  return { title: assistant?.name ?? t('title') }
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
