'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Suspense, useRef, type ComponentProps } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { useIsHidden } from '@/components/deletes/use-pending-deletes'
import { late } from '@/components/late/late'
import { useEndFindingsAtFirst } from '@/components/report/late-findings'
import { BackLink } from '@/components/routing/back-link'
import { threadsPath } from '@/components/routing/paths'
import { StatusAnnouncer } from '@/components/run/status-announcer'
import { useToolOutputs } from '@/components/run/tool-outputs'
import { PageError } from '@/components/shell/page-error'
import { useMarkdown } from '@/components/text/late-markdown'
import { GoneNotice } from '@/components/ui/gone-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { comparisonQuery, threadQuery } from '@/lib/client/thread-queries'
import { isUnfinished } from '@/lib/inspector/findings/may-have-findings'
import { isNotFound } from '@/lib/protocol/error'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { Composer } from './composer'
import { Conversation } from './conversation'
import { EmptyThread } from './empty-thread'
import { ThreadHeader } from './thread-header'
import { ThreadRuns } from './thread-runs'
import { useMessageDraft } from './use-message-draft'
import { useThread } from './use-thread'

const ForkedNotice = late(() => import('./forked-notice').then((file) => file.ForkedNotice))
const GoneThereNotice = late(() => import('./gone-there-notice').then((file) => file.GoneThereNotice))

interface ThreadPageProps {
  readonly threadId: string
  /** What the composer starts with. */
  readonly draft: string
  /** The assistant that the composer starts with, or an empty string. */
  readonly assistant: string
}

/** A thread: its conversation, its composer, its runs beside it. */
export function ThreadPage({ threadId, draft: offered, assistant }: ThreadPageProps) {
  const threads = useTranslations('threads')
  const { api, info } = useConnection()
  const comparison = useQuery({ ...comparisonQuery(api, threadId), enabled: !info.capabilities.changes_elsewhere })
  const summary = useQuery(threadQuery(api, threadId))
  const thread = useThread(threadId)
  useToolOutputs(thread.active)
  useEndFindingsAtFirst(thread.summaries.some(({ run }) => isUnfinished(run)))
  const draft = useMessageDraft(threadId, offered)
  useMarkdown(thread.messages.hasNextPage || thread.active !== undefined || draft.text !== '')
  const box = useRef<HTMLTextAreaElement>(null)
  const writeExample = (text: string) => (draft.write(text), box.current?.focus())
  const back = { href: threadsPath(api.connection), label: threads('title') }
  const isDeleting = useIsHidden()(threadId)
  const goneMs = summary.data?.gone_ms
  // Where a thread that is gone is marked, what was seen of it stays.
  const isGone = isNotFound(summary.error) || (info.kind === 'appbuilder' && isNotFound(comparison.error))
  const error = thread.messages.data ? null : (summary.error ?? thread.messages.error)
  if (error) {
    const askAgain = () => void Promise.all([summary.refetch(), thread.messages.refetch()])
    return <UnreadThread error={error} onRetry={askAgain} back={<BackLink {...back} />} />
  }
  const last = thread.entries.findLast((entry) => entry.type === 'run')
  const first = thread.entries.find((entry) => entry.type === 'run')
  return (
    <div data-fills="conversation" className="flex min-h-0 flex-1 flex-col">
      <ThreadHeader summary={summary.data} threadId={threadId} thread={thread} isComparing={comparison.isLoading} />
      {isGone ? (
        <GoneNotice what="thread" back={back} />
      ) : (
        <Notices threadId={threadId} summary={summary.data} firstRun={first?.id} />
      )}
      <StatusAnnouncer key={last?.id} entry={last} />
      <div className="grid min-h-0 flex-1 wide:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="flex min-h-0 min-w-0 flex-col">
          {thread.messages.data ? (
            <Conversation
              name={threadId}
              thread={thread}
              empty={comparison.isLoading ? <Skeleton /> : <EmptyThread threadId={threadId} onExample={writeExample} />}
            />
          ) : (
            <Loading />
          )}
          <Composer
            threadId={threadId}
            thread={thread}
            gone={goneOf({ isGone, isDeleting, goneMs })}
            draft={draft}
            preferred={assistant}
            autoFocus={offered !== ''}
            box={box}
          />
        </div>
        <RunsAside cost={summary.data?.cost} thread={thread} isComparing={comparison.isLoading} />
      </div>
    </div>
  )
}

const UnreadThread = (props: ComponentProps<typeof PageError>) => (
  <div className="mx-auto w-full max-w-page px-4 wide:px-10">
    <PageError {...props} />
  </div>
)

interface NoticesProps {
  readonly threadId: string
  readonly summary: ThreadSummary | undefined
  readonly firstRun: string | undefined
}

/** What there is to say of a thread that is still here. */
function Notices({ threadId, summary, firstRun }: NoticesProps) {
  const { gone_ms: goneMs, forked_from: from } = summary ?? {}
  return (
    <>
      <DeletingNotice what="thread" id={threadId} />
      {goneMs !== undefined && (
        <Suspense>
          <GoneThereNotice ms={goneMs} />
        </Suspense>
      )}
      {from && (
        <Suspense>
          <ForkedNotice from={from} firstRun={firstRun} />
        </Suspense>
      )}
    </>
  )
}

interface Gone {
  readonly isGone: boolean
  readonly isDeleting: boolean
  readonly goneMs: number | undefined
}

/** Why the thread takes no more messages; null where it does. */
function goneOf({ isGone, isDeleting, goneMs }: Gone) {
  if (isGone) return 'thread_gone'
  if (isDeleting) return 'thread_deleting'
  return goneMs === undefined ? null : 'thread_gone_there'
}

function RunsAside(props: ComponentProps<typeof ThreadRuns>) {
  const t = useTranslations('inspector.runs')
  return (
    <aside
      aria-label={t('title')}
      className={`hidden min-h-0 overflow-y-auto border-l border-line p-3 wide:block short:sticky short:top-0
        short:max-h-dvh short:self-start`}
    >
      <h2 className="px-2 pb-1 text-row font-bold">{t('title')}</h2>
      <ThreadRuns {...props} />
    </aside>
  )
}

function Loading() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden px-4">
      <Skeleton />
    </div>
  )
}
