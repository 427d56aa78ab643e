'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection-context'
import { entriesOf } from '@/components/paged'
import { overviewPath } from '@/components/paths'
import { Page } from '@/components/shell/page'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LoadMore } from '@/components/ui/load-more'
import { Skeleton } from '@/components/ui/skeleton'
import { Head, Table, WIDE_ONLY } from '@/components/ui/table'
import { useCurl } from '@/components/use-curl'
import { useSearchParam } from '@/components/use-search-param'
import { runsQuery } from '@/lib/client/queries'
import type { RunSummary } from '@/lib/protocol/playground'
import { runStatuses } from '@/lib/protocol/status'
import { RunFilters } from './run-filters'
import { RunRow } from './run-row'

/** The runs of all threads, live, by status and assistant. */
export function RunsPage() {
  const t = useTranslations('runs')
  const [status, setStatus] = useSearchParam('status')
  const [assistant, setAssistant] = useSearchParam('assistant')
  const filter = { status, assistant_id: assistant }
  const query = useInfiniteQuery({ ...runsQuery(useApi(), filter), placeholderData: keepPreviousData })
  const runs = entriesOf(query.data)
  const filtered = status !== '' || assistant !== ''
  const empty = query.isSuccess && runs.length === 0

  return (
    <Page title={t('title')}>
      {(!empty || filtered) && (
        <RunFilters
          statuses={runStatuses.filter((each) => status.split(',').includes(each))}
          assistant={assistant}
          onStatuses={(statuses) => setStatus(statuses.join(','))}
          onAssistant={setAssistant}
        />
      )}
      {query.isPending && <Skeleton />}
      {query.isError && runs.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {empty && (filtered ? <EmptyState title={t('no_match.title')} text={t('no_match.text')} /> : <NoRuns />)}
      {runs.length > 0 && <RunTable runs={runs} />}
      <LoadMore hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
    </Page>
  )
}

function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const t = useTranslations('runs')
  return (
    <Table
      label={t('list')}
      head={
        <>
          <Head>{t('column.status')}</Head>
          <Head>{t('column.assistant')}</Head>
          <Head className={WIDE_ONLY}>{t('column.model')}</Head>
          <Head className={WIDE_ONLY}>{t('column.thread')}</Head>
          <Head className={`${WIDE_ONLY} text-right`}>{t('column.tokens')}</Head>
          <Head className={`${WIDE_ONLY} text-right`}>{t('column.started')}</Head>
          <Head className="text-right">{t('column.duration')}</Head>
        </>
      }
    >
      {runs.map((summary) => (
        <RunRow key={summary.id} summary={summary} />
      ))}
    </Table>
  )
}

function NoRuns() {
  const t = useTranslations('runs.empty')
  const { connection } = useApi()
  const curl = useCurl()
  return (
    <EmptyState
      title={t('title')}
      text={t('text')}
      action={
        <Link href={overviewPath(connection)} className={buttonClass('primary')}>
          {t('action')}
        </Link>
      }
      curl={curl('/threads/runs', {
        assistant_id: 'asst_…',
        thread: { messages: [{ role: 'user', content: 'hello world' }] },
      })}
    />
  )
}
