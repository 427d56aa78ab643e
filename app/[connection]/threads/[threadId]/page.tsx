import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ThreadPage } from '@/components/messages/thread-page'
import { plainName } from '@/components/names/plain-name'
import { PresentedThread, PresenterNotes } from '@/components/present/late-presented'
import { Prefetched } from '@/components/shell/prefetched'
import { assistantsQuery, modelsQuery } from '@/lib/client/queries'
import { threadQuery } from '@/lib/client/thread-queries'
import { prefetch, titleOf } from '../../../prefetch'
import { prefetchConversation } from '../../../prefetch-conversation'
import { Presenting } from '../../../presenting'
import { WithMessages } from '../../../with-messages'

interface ThreadProps {
  readonly params: Promise<{ connection: string; threadId: string }>
  readonly searchParams: Promise<Readonly<Record<'draft' | 'assistant' | 'present', string | string[] | undefined>>>
}

export async function generateMetadata({ params }: ThreadProps): Promise<Metadata> {
  const [{ connection, threadId }, t] = await Promise.all([params, getTranslations('threads')])
  return titleOf(connection, (api) => api.threads.get(threadId), {
    of: ({ title, preview }) => plainName(title ?? preview ?? t('untitled')),
    otherwise: t('column.title'),
  })
}

export default async function Thread({ params, searchParams }: ThreadProps) {
  const [{ connection, threadId }, search] = await Promise.all([params, searchParams])
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      client.prefetchQuery(threadQuery(api, threadId)),
      prefetchConversation(client, api, threadId),
      client.prefetchInfiniteQuery(assistantsQuery(api)),
      client.prefetchQuery(modelsQuery(api)),
    ]),
  )
  const draft = firstOf(search.draft)
  const assistant = firstOf(search.assistant)
  const present = firstOf(search.present)
  return (
    <Prefetched state={state}>
      {present === '1' || present === 'notes' ? (
        <WithMessages section="present">
          <Presenting>
            {present === '1' ? (
              <PresentedThread key={threadId} threadId={threadId} assistant={assistant} />
            ) : (
              <PresenterNotes threadId={threadId} />
            )}
          </Presenting>
        </WithMessages>
      ) : (
        <ThreadPage key={threadId} threadId={threadId} draft={draft} assistant={assistant} />
      )}
    </Prefetched>
  )
}

const firstOf = (value: string | string[] | undefined) => [value].flat()[0] ?? ''
