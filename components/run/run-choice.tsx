'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, type FormEvent } from 'react'
import { useApi } from '@/components/connection/connection-context'
import { entriesOf } from '@/components/lists/paged'
import { useAssistantName } from '@/components/names/use-assistant-name'
import { comparePath } from '@/components/routing/paths'
import { useGo } from '@/components/routing/use-go'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { FieldWithButton } from '@/components/ui/field-with-button'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusChip } from '@/components/ui/status-chip'
import { TimeText } from '@/components/ui/time-text'
import { runsQuery } from '@/lib/client/queries'
import { threadRunsQuery } from '@/lib/client/thread-queries'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'

interface RunChoiceProps {
  /** The run that the other one is compared with; without it the first one is chosen. */
  readonly of?: Pick<Run, 'id' | 'thread_id' | 'assistant_id'>
  /** Its id, where it is not known itself. */
  readonly first?: string
}

/**
 * Runs to compare with: of the same thread, of the same assistant, or any by its id. Each is a link to the comparison.
 */
export function RunChoice({ of, first = of?.id }: RunChoiceProps) {
  const t = useTranslations('comparison.choose')
  const api = useApi()
  const inThread = useInfiniteQuery({ ...threadRunsQuery(api, of?.thread_id ?? ''), enabled: of !== undefined })
  const others = useInfiniteQuery(runsQuery(api, of && { assistant_id: of.assistant_id }))
  const near = entriesOf(inThread.data).filter(({ id }) => id !== first)
  const known = new Set(near.map(({ id }) => id))
  const far = entriesOf(others.data).filter(({ id }) => id !== first && !known.has(id))
  const isEmpty = others.isSuccess && near.length === 0 && far.length === 0
  return (
    <div className="flex flex-col gap-4">
      <ById first={first} />
      {others.isPending && <Skeleton />}
      {others.isError && <ErrorState compact error={others.error} onRetry={() => void others.refetch()} />}
      {isEmpty && <p className="max-w-prose text-row text-muted">{t('none')}</p>}
      <Group title={t('thread')} runs={near} first={first} />
      <Group title={t(of ? 'assistant' : 'recent')} runs={far} first={first} />
      {others.hasNextPage && (
        <Button className="w-fit" busy={others.isFetchingNextPage} onClick={() => void others.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

interface GroupProps {
  readonly title: string
  readonly runs: readonly RunSummary[]
  readonly first: string | undefined
}

function Group({ title, runs, first }: GroupProps) {
  const { connection } = useApi()
  const nameOf = useAssistantName()
  if (runs.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col gap-1">
      <h3 className="text-row font-medium">{title}</h3>
      <ul className="flex max-h-72 flex-col overflow-y-auto rounded-field border border-line">
        {runs.map((summary) => (
          <li key={summary.id} className="border-b border-line last:border-0">
            <Link
              prefetch={false}
              href={
                first === undefined ? comparePath(connection, summary.id) : comparePath(connection, first, summary.id)
              }
              className="touch flex min-h-8 flex-wrap items-center gap-x-3 px-3 py-1 text-row -outline-offset-2 hover:bg-sunken"
            >
              <span className="max-w-full truncate font-medium">{nameOf(summary)}</span>
              <span className="min-w-0 flex-1 basis-40 truncate text-muted">{summary.asked}</span>
              <code className="font-mono text-meta text-muted">{summary.run.model}</code>
              <StatusChip status={summary.run.status} muted />
              <TimeText ms={summary.created_ms} className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ById({ first }: { first: string | undefined }) {
  const t = useTranslations('comparison.choose')
  const { connection } = useApi()
  const go = useGo()
  const [typed, setTyped] = useState('')
  const id = typed.trim()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (id) go(first === undefined ? comparePath(connection, id) : comparePath(connection, first, id))
  }
  return (
    <form onSubmit={submit}>
      <FieldWithButton label={t('id')} spellCheck={false} value={typed} onChange={setTyped} action={t('go')} />
    </form>
  )
}
