'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useAction } from '@/components/actions/use-action'
import { ShareButton } from '@/components/capsule/share-button'
import { useApi } from '@/components/connection/connection-context'
import { useThreadName } from '@/components/names/use-thread-name'
import { Replay } from '@/components/replay/replay'
import { useChoiceIn } from '@/components/report/report-context'
import { BackLink } from '@/components/routing/back-link'
import { replayPath, runPath, threadPath, threadsPath } from '@/components/routing/paths'
import { usePageUrlState } from '@/components/routing/use-page-url-state'
import { usePresent } from '@/components/routing/use-present'
import { BreadcrumbsBeside } from '@/components/shell/breadcrumbs'
import { PageError } from '@/components/shell/page-error'
import { useMarkdown } from '@/components/text/late-markdown'
import { buttonClass } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { recordingQuery } from '@/lib/client/recording-query'
import { threadQuery } from '@/lib/client/thread-queries'

/** The replay of a thread, or of the run that the address names. */
export function ReplayPage({ threadId }: { threadId: string }) {
  const present = usePresent()
  const shortcut = useTranslations('shortcuts.name')
  useAction({ id: 'present', label: shortcut('present'), shortcut: 'present', run: () => present(true) })
  return (
    <div data-fills="replay" className="flex min-h-0 flex-1 flex-col">
      <ReplayOfThread threadId={threadId} head={(run) => <Head threadId={threadId} run={run} />} />
    </div>
  )
}

interface ReplayOfThreadProps {
  readonly threadId: string
  /** What stands above it; `run` = the id of the run that is replayed alone, or an empty string. */
  readonly head: (run: string) => ReactNode
}

/** The replay as soon as its recording is read, or why it cannot be. */
export function ReplayOfThread({ threadId, head }: ReplayOfThreadProps) {
  const t = useTranslations('replay')
  const threads = useTranslations('threads')
  const api = useApi()
  const urlState = usePageUrlState()
  const [run] = useChoiceIn(urlState, 'run')
  const { data: recording, error, refetch } = useQuery(recordingQuery(api, { thread: threadId, run }))
  useMarkdown(true)
  if (error) {
    const back = <BackLink href={threadsPath(api.connection)} label={threads('title')} />
    return (
      <div className="mx-auto w-full max-w-page px-4 wide:px-10">
        <PageError error={error} onRetry={() => void refetch()} back={back} />
      </div>
    )
  }
  return (
    <>
      {head(run)}
      {recording ? (
        <Replay recording={recording} urlState={urlState} />
      ) : (
        <div role="status" aria-label={t('loading')} className="min-h-0 flex-1 overflow-hidden px-4">
          <Skeleton />
        </div>
      )}
    </>
  )
}

/** What is replayed, and the way to it. */
function Head({ threadId, run }: { threadId: string; run: string }) {
  const t = useTranslations('replay')
  const shell = useTranslations('shell')
  const inspector = useTranslations('inspector')
  const api = useApi()
  const summary = useQuery(threadQuery(api, threadId))
  const nameOf = useThreadName()
  const name = summary.data ? nameOf(summary.data) : inspector('facts.thread')
  const { connection } = api
  const trail = [
    { href: threadsPath(connection), label: shell('threads') },
    { href: threadPath(connection, threadId), label: name },
    ...(run ? [{ href: runPath(connection, { thread_id: threadId, id: run }), label: inspector('facts.run') }] : []),
  ]
  return (
    <header className="flex min-h-12 items-center gap-2 border-b border-line px-4 wide:px-6">
      <BreadcrumbsBeside trail={trail} />
      <h1 dir="auto" className="min-w-0 flex-1 truncate text-left text-section">
        <span className="wide:hidden">{t('of', { name })}</span>
        <span className="hidden wide:inline">{t('title')}</span>
      </h1>
      <ShareButton subject={{ threadId, runId: run === '' ? null : run }} />
      {run && (
        <Link href={replayPath(connection, { thread: threadId })} prefetch={false} className={buttonClass('quiet')}>
          {t('whole_thread')}
        </Link>
      )}
    </header>
  )
}
