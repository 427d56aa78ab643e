import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { plainName } from '@/components/names/plain-name'
import { PresentedReplay } from '@/components/present/late-presented-replay'
import { ReplayPage } from '@/components/replay-page/replay-page'
import { Prefetched } from '@/components/shell/prefetched'
import { threadQuery } from '@/lib/client/thread-queries'
import { prefetch, titleOf } from '../../../../prefetch'
import { Presenting } from '../../../../presenting'
import { WithMessages } from '../../../../with-messages'

interface ReplayParams {
  readonly params: Promise<{ connection: string; threadId: string }>
  readonly searchParams: Promise<{ readonly present?: string | string[] }>
}

export async function generateMetadata({ params }: Pick<ReplayParams, 'params'>): Promise<Metadata> {
  const [{ connection, threadId }, t] = await Promise.all([params, getTranslations()])
  return titleOf(connection, (api) => api.threads.get(threadId), {
    of: ({ title, preview }) => t('replay.of', { name: plainName(title ?? preview ?? t('threads.untitled')) }),
    otherwise: t('replay.title'),
  })
}

export default async function ReplayOfThread({ params, searchParams }: ReplayParams) {
  const [{ connection, threadId }, { present }] = await Promise.all([params, searchParams])
  // Logs may be long: the browser reads them.
  const state = await prefetch(connection, (client, api) => client.prefetchQuery(threadQuery(api, threadId)))
  return (
    <Prefetched state={state}>
      {present === '1' ? (
        <WithMessages section="present">
          <Presenting>
            <PresentedReplay key={threadId} threadId={threadId} />
          </Presenting>
        </WithMessages>
      ) : (
        <ReplayPage key={threadId} threadId={threadId} />
      )}
    </Prefetched>
  )
}
