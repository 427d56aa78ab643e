'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { TimeText } from '@/components/ui/time-text'
import { auditQuery } from '@/lib/client/audit'
import { type AuditEntry, DEFAULT_PROJECT } from '@/lib/protocol/people'

const actions = [
  ...(['key_created', 'key_revoked', 'project_created', 'project_renamed', 'project_deleted'] as const),
  ...(['session_created', 'session_ended', 'object_changed', 'object_deleted'] as const),
  ...(['data_exported', 'data_imported', 'transfer_deleted', 'threads_expired'] as const),
]

/** The newest first. */
export function AuditList() {
  const t = useTranslations('people.audit')
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(auditQuery())
  if (!data) return error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : <Skeleton />
  const entries = data.pages.flatMap((page) => page.data)
  if (entries.length === 0) return <EmptyState title={t('empty.title')} text={t('empty.text')} />
  return (
    <>
      <ul className="flex flex-col">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </>
  )
}

function Entry({ entry: { created_at, action, by, project, object, detail } }: { readonly entry: AuditEntry }) {
  const t = useTranslations('people.audit')
  const known = actions.find((each) => each === action.replace('.', '_'))
  const name = detail['name']
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2 text-row">
      <span className="text-muted">
        <TimeText ms={created_at * 1_000} />
      </span>
      <span className="font-medium wrap-anywhere" dir="auto">
        {by.name}
      </span>
      <span>{known ? t(`actions.${known}`) : action}</span>
      {typeof name === 'string' && (
        <span className="wrap-anywhere" dir="auto">
          {name}
        </span>
      )}
      {object !== null && (
        <code className="min-w-0 font-mono text-muted wrap-anywhere" translate="no">
          {object}
        </code>
      )}
      {project !== null && project !== DEFAULT_PROJECT && <Chip>{project}</Chip>}
    </li>
  )
}
