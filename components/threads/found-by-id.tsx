'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useConnection } from '@/components/connection/connection-context'
import { useThreadName } from '@/components/names/use-thread-name'
import { placePath, runPath } from '@/components/routing/paths'
import { ErrorState } from '@/components/ui/error-state'
import { placeQuery } from '@/lib/client/search-queries'
import { threadQuery } from '@/lib/client/thread-queries'
import { isNotFound } from '@/lib/protocol/error'
import type { ObjectPlace } from '@/lib/protocol/playground'
import { AddThreadsButton } from './add-threads-button'
import { idsInText, runInText } from './ids-in-text'

/**
 * What has this id, whatever it is; a thread that nobody has seen here can be asked for. A run that nobody has seen
 * can be opened where its thread's id stands beside its own: the wire has no other way to it.
 */
export function FoundById({ text }: { text: string }) {
  const run = runInText(text)
  return run ? <NamedRun run={run} /> : <ById id={text} />
}

function NamedRun({ run }: { run: { readonly thread_id: string; readonly id: string } }) {
  const t = useTranslations('threads.by_id')
  const { api } = useConnection()
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 text-row">
      <Link prefetch={false} href={runPath(api.connection, run)} className="touch underline underline-offset-2">
        {t('open_run')} <span className="font-mono text-meta break-all">{run.id}</span>
      </Link>
      <span className="text-muted">
        {t('in_thread')} <span className="font-mono text-meta break-all">{run.thread_id}</span>
      </span>
    </p>
  )
}

function ById({ id }: { id: string }) {
  const t = useTranslations('threads.by_id')
  const { api, info } = useConnection()
  const { data: place, error, isPending, refetch } = useQuery({ ...placeQuery(api, id), retry: false })
  // Threads stand in the list itself.
  if (place?.kind === 'thread') return null
  if (error && !isNotFound(error)) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  const isThread = idsInText(id)[0] === id && /^thread/.test(id)
  return (
    <p role="status" className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 text-row">
      {isPending && t('looking')}
      {place && <Found place={place} />}
      {error && (
        <>
          <span className="wrap-anywhere">{t('missing', { id })}</span>
          {isThread && info.kind !== 'embedded' && <AddThreadsButton label={t('add')} text={id} />}
          {id.startsWith('run') && info.kind !== 'embedded' && t('run_needs_thread')}
        </>
      )}
    </p>
  )
}

function Found({ place }: { place: ObjectPlace }) {
  const t = useTranslations('threads.by_id')
  const { api } = useConnection()
  const { kind, id, thread_id } = place
  const path = placePath(api.connection, place)
  const { data: thread } = useQuery({ ...threadQuery(api, thread_id ?? ''), enabled: thread_id !== null })
  const nameOf = useThreadName()
  if (path === undefined) return null
  return (
    <>
      <span className="text-muted">{t('title')}:</span>
      <Link prefetch={false} href={path} className="touch underline underline-offset-2">
        {t(`kind.${place.is_stored ? 'stored_file' : kind}`)}{' '}
        <span className="font-mono text-meta break-all">{id}</span>
      </Link>
      {thread && (
        <span className="min-w-0 truncate text-muted" dir="auto">
          {t('in_thread')} {nameOf(thread)}
        </span>
      )}
    </>
  )
}
