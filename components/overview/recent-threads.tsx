'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Suspense } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { lateSilently } from '@/components/late/late'
import { useEntries } from '@/components/lists/use-entries'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath, threadsPath } from '@/components/routing/paths'
import { StatusGlyph } from '@/components/ui/status-glyph'
import { TimeText } from '@/components/ui/time-text'
import { threadsQuery } from '@/lib/client/queries'
import type { ThreadSummary } from '@/lib/protocol/playground'
import { SideSection, sideRowClass } from './side-section'

const CostText = lateSilently(() => import('@/components/ui/cost-text').then((file) => file.CostText))

const SHOWN = 8

/** The threads in which something happened last. */
export function RecentThreads() {
  const t = useTranslations('overview')
  const api = useApi()
  const threads = useEntries(useInfiniteQuery(threadsQuery(api)).data).slice(0, SHOWN)
  return (
    <SideSection title={t('recent')} link={{ href: threadsPath(api.connection), label: t('all_threads') }}>
      {threads.length === 0 && <p className="py-2 text-muted">{t('no_threads')}</p>}
      <ul>
        {threads.map((thread) => (
          <li key={thread.id}>
            <RecentThread thread={thread} />
          </li>
        ))}
      </ul>
    </SideSection>
  )
}

function RecentThread({ thread }: { thread: ThreadSummary }) {
  const { connection } = useApi()
  const status = useTranslations('status')
  const nameOf = useThreadName()
  const run = thread.last_run
  return (
    <Link
      prefetch={false}
      href={threadPath(connection, thread.id, { assistant: run?.assistant_id })}
      className={sideRowClass}
    >
      {run ? (
        <span data-status={run.status} className="text-mark" title={status(run.status)}>
          <StatusGlyph status={run.status} />
          <span className="sr-only">{status(run.status)}</span>
        </span>
      ) : (
        <span className="w-3" />
      )}
      <span
        dir="auto"
        className={`min-w-0 flex-1 truncate text-left ${thread.title || thread.preview ? '' : 'text-muted'}`}
      >
        {nameOf(thread)}
      </span>
      {thread.cost && (
        <Suspense>
          <CostText cost={thread.cost} className="text-muted max-wide:hidden" />
        </Suspense>
      )}
      <TimeText ms={thread.last_activity_ms} className="text-meta text-muted" />
    </Link>
  )
}
