import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewAssistantPage } from '@/components/assistants/assistant-page'
import { Prefetched } from '@/components/shell/prefetched'
import { modelsQuery } from '@/lib/client/queries'
import { prefetch } from '../../../prefetch'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assistants')
  return { title: t('new') }
}

export default async function NewAssistant({ params }: { params: Promise<{ connection: string }> }) {
  const { connection } = await params
  const state = await prefetch(connection, (client, api) => client.prefetchQuery(modelsQuery(api)))
  return (
    <Prefetched state={state}>
      <NewAssistantPage />
    </Prefetched>
  )
}
