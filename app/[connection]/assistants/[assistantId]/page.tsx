import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AssistantPage } from '@/components/assistants/assistant-page'
import { plainName } from '@/components/names/plain-name'
import { Prefetched } from '@/components/shell/prefetched'
import { assistantQuery, modelsQuery } from '@/lib/client/queries'
import { latestRunQuery } from '@/lib/client/run-queries'
import { prefetch, titleOf } from '../../../prefetch'
import { prefetchConversation } from '../../../prefetch-conversation'

interface AssistantProps {
  readonly params: Promise<{ connection: string; assistantId: string }>
  /** `thread` = the test that is underway. */
  readonly searchParams: Promise<{ thread?: string | string[] }>
}

export async function generateMetadata({ params }: AssistantProps): Promise<Metadata> {
  const [{ connection, assistantId }, t] = await Promise.all([params, getTranslations('assistants')])
  return titleOf(connection, (api) => api.seenAssistants.get(assistantId), {
    of: ({ name }) => plainName(name ?? t('unnamed')),
    otherwise: t('title'),
  })
}

export default async function Assistant({ params, searchParams }: AssistantProps) {
  const [{ connection, assistantId }, query] = await Promise.all([params, searchParams])
  const [thread] = [query.thread].flat()
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(assistantQuery(api, assistantId)),
      client.prefetchQuery(modelsQuery(api)),
      client.prefetchQuery(latestRunQuery(api, assistantId)),
      thread && prefetchConversation(client, api, thread),
    ]),
  )
  return (
    <Prefetched state={state}>
      <AssistantPage id={assistantId} />
    </Prefetched>
  )
}
