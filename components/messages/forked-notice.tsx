'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { comparePath, runPath, threadPath } from '@/components/routing/paths'
import type { ForkedFrom } from '@/lib/protocol/forked-from'

interface ForkedNoticeProps {
  readonly from: ForkedFrom
  /** The first run of the copy; undefined while it has none. */
  readonly firstRun: string | undefined
}

/** Says what a thread was copied from, with the ways back. */
export function ForkedNotice({ from, firstRun }: ForkedNoticeProps) {
  const t = useTranslations('thread.forked')
  const { connection } = useApi()
  const { thread_id, run_id, message_id } = from
  const thread = (words: ReactNode) => (
    <Way href={threadPath(connection, thread_id, message_id === null ? {} : { message: message_id })}>{words}</Way>
  )
  const run = (words: ReactNode) => <Way href={runPath(connection, { thread_id, id: run_id })}>{words}</Way>
  return (
    <p className="border-b border-line bg-sunken px-4 py-1.5 text-row text-muted wide:px-6">
      {t.rich(message_id === null ? 'same' : 'edited', { thread, run })}{' '}
      {firstRun !== undefined && <Way href={comparePath(connection, run_id, firstRun)}>{t('compare')}</Way>}
    </p>
  )
}

const Way = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link
    prefetch={false}
    href={href}
    className="touch text-ink underline decoration-control underline-offset-2 hover:decoration-ink"
  >
    {children}
  </Link>
)
