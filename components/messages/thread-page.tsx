'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, type ComponentProps } from 'react'
import { useConnection } from '@/components/connection/connection-context'
import { DeletingNotice } from '@/components/deletes/deleting-notice'
import { useIsHidden } from '@/components/deletes/use-pending-deletes'
import { useEndFindingsAtFirst } from '@/components/report/late-findings'
import { BackLink } from '@/components/routing/back-link'
import { threadsPath } from '@/components/routing/paths'
import { StatusAnnouncer } from '@/components/run/status-announcer'
import { useToolOutputs } from '@/components/run/tool-outputs'
import { PageError } from '@/components/shell/page-error'
import { useMarkdown } from '@/components/text/late-markdown'
import { GoneNotice } from '@/components/ui/gone-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { comparisonQuery, threadQuery } from '@/lib/client/queries'
import { isUnfinished } from '@/lib/inspector/findings/may-have-findings'
import { isNotFound } from '@/lib/protocol/error'
import { Composer } from './composer'
import { Conversation } from './conversation'
import { EmptyThread } from './empty-thread'
import { ThreadHeader } from './thread-header'
import { ThreadRuns } from './thread-runs'
import { useMessageDraft } from './use-message-draft'
import { useThread } from './use-thread'

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
  const isHidden = useIsHidden()
  const isGone = isNotFound(summary.error) || isNotFound(comparison.error)
  const error = summary.error ?? thread.messages.error
  if (error && !thread.messages.data) {
    return (
      <div className="mx-auto w-full max-w-page px-4 wide:px-10">
        <PageError
          error={error}
          onRetry={() => void Promise.all([summary.refetch(), thread.messages.refetch()])}
          back={<BackLink {...back} />}
        />
      </div>
    )
  }
  const last = thread.entries.findLast((entry) => entry.type === 'run')
  return (
    <div data-fills="conversation" className="flex min-h-0 flex-1 flex-col">
      <ThreadHeader summary={summary.data} threadId={threadId} thread={thread} isComparing={comparison.isLoading} />
      {isGone ? <GoneNotice what="thread" back={back} /> : <DeletingNotice what="thread" id={threadId} />}
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
            gone={isGone ? 'thread_gone' : isHidden(threadId) ? 'thread_deleting' : null}
            draft={draft}
            preferred={assistant}
            autoFocus={offered !== ''}
            box={box}
          />
        </div>
        <RunsAside thread={thread} isComparing={comparison.isLoading} />
      </div>
    </div>
  )
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
