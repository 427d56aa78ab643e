import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { plainName } from '@/components/names/plain-name'
import { PresentedRun } from '@/components/present/late-presented'
import { RunInspector } from '@/components/run/run-inspector'
import { Prefetched } from '@/components/shell/prefetched'
import { neighbourRunsQuery } from '@/lib/client/run-queries'
import { messagesQuery, threadQuery } from '@/lib/client/thread-queries'
import { isTerminal } from '@/lib/run/machine'
import { prefetch, titleOf } from '../../../../../prefetch'
import { prefetchRun } from '../../../../../prefetch-run'
import { Presenting } from '../../../../../presenting'
import { WithMessages } from '../../../../../with-messages'

interface RunProps {
  readonly params: Promise<{ connection: string; threadId: string; runId: string }>
  readonly searchParams: Promise<{ readonly present?: string | string[] }>
}

export async function generateMetadata({ params }: RunProps): Promise<Metadata> {
  const [{ connection, runId }, t] = await Promise.all([params, getTranslations()])
  return titleOf(connection, (api) => api.runs.summary(runId), {
    of({ assistant_name, run: { status } }) {
      const title = t('inspector.title', { assistant: plainName(assistant_name ?? t('runs.unnamed_assistant')) })
      // The page does not change its title, so it tells only a status that stays.
      return isTerminal(status) ? `${title} · ${t(`status.${status}`)}` : title
    },
    otherwise: t('inspector.facts.run'),
  })
}

export default async function Run({ params, searchParams }: RunProps) {
  const [{ connection, threadId, runId }, { present }] = await Promise.all([params, searchParams])
  const state = await prefetch(connection, (client, api) =>
    Promise.all([
      prefetchRun(client, api, { threadId, runId }),
      client.prefetchQuery(threadQuery(api, threadId)),
      client.prefetchInfiniteQuery(messagesQuery(api, threadId)),
      client.prefetchQuery(neighbourRunsQuery(api, { id: runId, thread_id: threadId })),
    ]),
  )
  return (
    <Prefetched state={state}>
      {present === '1' ? (
        <WithMessages section="present">
          <Presenting>
            <PresentedRun threadId={threadId} runId={runId} />
          </Presenting>
        </WithMessages>
      ) : (
        <RunInspector threadId={threadId} runId={runId} />
      )}
    </Prefetched>
  )
}
