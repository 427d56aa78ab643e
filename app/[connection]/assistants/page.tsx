import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssistantsPage } from '@/components/assistants/assistants-page'
import { Prefetched } from '@/components/shell/prefetched'
import { assistantsQuery } from '@/lib/client/queries'
import { prefetch } from '../../prefetch'

interface AssistantsProps {
  readonly params: Promise<{ connection: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assistants')
  return { title: t('title') }
}

export default async function Assistants({ params, searchParams }: AssistantsProps) {
  const [{ connection }, { sort }] = await Promise.all([params, searchParams])
  const order = sort === 'created.asc' ? 'asc' : 'desc'
  const state = await prefetch(connection, (client, api) =>
    client.prefetchInfiniteQuery(assistantsQuery(api, { order })),
  )
  return (
    <Prefetched state={state}>
      <AssistantsPage />
    </Prefetched>
  )
}
