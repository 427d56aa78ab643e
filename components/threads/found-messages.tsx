'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useId } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { useIsHidden } from '@/components/deletes/use-pending-deletes'
import { plainName } from '@/components/names/plain-name'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { TimeText } from '@/components/ui/time-text'
import { wordsQuery } from '@/lib/client/search-queries'
import type { FoundMessage } from '@/lib/protocol/playground'

const SECOND_MS = 1_000

/** What was said with these words, users' messages and answers, newest first. */
export function FoundMessages({ q }: { q: string }) {
  const t = useTranslations('threads.in_messages')
  const query = useInfiniteQuery(wordsQuery(useApi(), q))
  const heading = useId()
  const isHidden = useIsHidden()
  const all = query.data?.pages.flatMap(({ data }) => data) ?? []
  const found = all.filter(({ thread_id: thread }) => !isHidden(thread))
  return (
    <section aria-labelledby={heading} className="mt-4 flex flex-col gap-2">
      <h2 id={heading} className="text-section">
        {t('title')}
      </h2>
      <ul>
        {found.map((message) => (
          <li key={message.id}>
            <Found message={message} />
          </li>
        ))}
      </ul>
      {query.isPending && <p role="status">{t('looking')}</p>}
      {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && found.length === 0 && (
        <p role="status" className="text-muted">
          {t(query.hasNextPage ? 'none_yet' : 'none')}
        </p>
      )}
      {query.hasNextPage && (
        <span>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('further')}
          </Button>
        </span>
      )}
    </section>
  )
}

function Found({ message }: { message: FoundMessage }) {
  const by = useTranslations('thread.by')
  const { connection } = useApi()
  const nameOf = useThreadName()
  return (
    <Link
      prefetch={false}
      href={threadPath(connection, message.thread_id, { message: message.id })}
      className="block border-b border-line py-1.5 hover:bg-sunken"
    >
      <span dir="auto" className="block truncate text-left">
        {plainName(message.excerpt)}
      </span>
      <span className="block truncate text-meta text-muted">
        {by(message.role)} · {nameOf(message.thread)} · <TimeText ms={message.created_at * SECOND_MS} />
      </span>
    </Link>
  )
}
