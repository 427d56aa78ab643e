'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { FailureReason, failureLines } from '@/components/lists/failure-reason'
import { useThreadName } from '@/components/names/use-thread-name'
import { threadPath } from '@/components/routing/paths'
import { CopyButton } from '@/components/ui/copy-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { plainNumber } from '@/lib/i18n/plain-number'
import type { AddResult } from '@/lib/client/add-threads'

interface AddResultsProps {
  readonly ids: readonly string[]
  readonly results: readonly AddResult[]
  readonly isRunning: boolean
}

const outcomes = ['added', 'known', 'unknown', 'refused'] as const satisfies readonly AddResult['outcome'][]

/** How far the adding is, and what became of each id: what failed first, for that is what is looked for. */
export function AddResults({ ids, results, isRunning }: AddResultsProps) {
  const t = useTranslations('threads.add')
  const [done, total] = [results.length, ids.length]
  const counts = outcomes.flatMap((outcome) => {
    const count = results.filter((result) => result.outcome === outcome).length
    return count > 0 ? [t(`count.${outcome}`, { count })] : []
  })
  const failed = results.filter(({ outcome }) => outcome === 'unknown' || outcome === 'refused')
  const ordered = [...failed, ...results.filter((result) => !failed.includes(result))]
  return (
    <div className="flex flex-col gap-3 text-row">
      <ProgressBar
        label={t('progress', { done: plainNumber(done), total: plainNumber(total) })}
        max={total}
        value={done}
      />
      <p role="status" className="tabular-nums">
        {isRunning && `${t('progress', { done: plainNumber(done), total: plainNumber(total) })} · `}
        {counts.join(' · ')}
        {!isRunning && done < total && ` ${t('stopped', { count: total - done })}`}
      </p>
      {failed.length > 0 && (
        <p className="flex items-center gap-1">
          {t('copy_failed')}
          <CopyButton text={() => failureLines(failed)} label={t('copy_failed')} />
        </p>
      )}
      {ordered.length > 0 && (
        <ul aria-label={t('results')} className="max-h-72 overflow-y-auto border-t border-line" tabIndex={0}>
          {ordered.map((result) => (
            <li key={result.id} className="border-b border-line py-1.5">
              <Result result={result} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Result({ result: { id, outcome, thread, error } }: { result: AddResult }) {
  const t = useTranslations('threads.add')
  const { connection } = useApi()
  const nameOf = useThreadName()
  const isFailed = outcome === 'unknown' || outcome === 'refused'
  const number = <span className="block font-mono text-meta break-all">{id}</span>
  return (
    <>
      {thread ? (
        <Link prefetch={false} href={threadPath(connection, id)} className="block underline-offset-2 hover:underline">
          <span dir="auto" className="block truncate text-left">
            {nameOf(thread)}
          </span>
          {number}
        </Link>
      ) : (
        number
      )}
      <span
        data-status={isFailed ? 'failed' : undefined}
        className={`text-meta ${isFailed ? 'text-tone' : 'text-muted'}`}
      >
        {t(`outcome.${outcome}`)}
        {outcome === 'refused' && (
          <>
            : <FailureReason error={error} />
          </>
        )}
      </span>
    </>
  )
}
