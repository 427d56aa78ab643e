'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useApi } from '@/components/connection/connection-context'
import { plainName } from '@/components/names/plain-name'
import { vectorStorePath } from '@/components/routing/paths'
import { ScoreBar } from '@/components/text/score-bar'
import { Chip } from '@/components/ui/chip'
import { ErrorState } from '@/components/ui/error-state'
import { ChevronRight } from '@/components/ui/icons'
import { Skeleton } from '@/components/ui/skeleton'
import type { StoreSearchResult } from '@/lib/protocol/vector-store'
import { excerptOf, markedParts, type MarkedPart } from './query-marks'
import type { ShownSearch } from './use-store-search'

interface SearchResultsProps extends ShownSearch {
  /** What the search beside it found; undefined where there is none, or while it looks. */
  readonly other: readonly StoreSearchResult[] | undefined
}

/** What a search found, the best first. */
export function SearchResults({ store, q, settings, found, error, isLooking, again, other }: SearchResultsProps) {
  const t = useTranslations('stores.search')
  if (q === '') return <p className="max-w-prose text-prose text-muted">{t('begin')}</p>
  if (error) return <ErrorState compact error={error} onRetry={again} />
  if (!found) return <Skeleton rows={4} />
  return (
    <div className="flex min-w-0 flex-col gap-3" aria-busy={isLooking}>
      <p role="status" className="text-row text-muted tabular-nums">
        {t('found', { count: found.length })}
      </p>
      {found.length === 0 && (
        <p className="max-w-prose text-prose text-muted">
          {t(settings.least > 0 || settings.filter ? 'none_strict' : 'none')}
        </p>
      )}
      <ol className="flex min-w-0 flex-col divide-y divide-line">
        {found.map((result, index) => (
          <Result key={index} {...{ store, q, result, rank: index + 1, other }} />
        ))}
      </ol>
    </div>
  )
}

const textOf = ({ content }: StoreSearchResult) => content.map(({ text }) => text).join('\n')

interface ResultProps extends Pick<SearchResultsProps, 'store' | 'q' | 'other'> {
  readonly result: StoreSearchResult
  /** From 1. */
  readonly rank: number
}

function Result({ store, q, result, rank, other }: ResultProps) {
  const t = useTranslations('stores.search')
  const { connection } = useApi()
  const text = textOf(result)
  const rankThere = other && 1 + other.findIndex((each) => each.file_id === result.file_id && textOf(each) === text)
  const name = plainName(result.filename)
  const parts = markedParts(text, q)
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-1 py-3">
      <span className="text-row text-muted tabular-nums">{rank}</span>
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            prefetch={false}
            href={`${vectorStorePath(connection, store)}?file=${encodeURIComponent(result.file_id)}`}
            dir="auto"
            className="touch min-w-0 text-row font-medium wrap-anywhere hover:underline"
          >
            {name}
          </Link>
          <ScoreBar score={result.score} />
          {rankThere !== undefined && <Chip>{rankThere > 0 ? t('also', { rank: rankThere }) : t('only_here')}</Chip>}
          {Object.entries(result.attributes ?? {}).map(([key, value]) => (
            <Chip key={key} mono>{`${key}: ${value}`}</Chip>
          ))}
        </div>
        <details className="group min-w-0">
          <summary dir="auto" className="flex max-w-prose cursor-pointer gap-1 text-row text-muted">
            <ChevronRight size={14} aria-hidden className="mt-[3px] shrink-0 group-open:rotate-90" />
            <span className="line-clamp-3 min-w-0 wrap-anywhere group-open:hidden">
              <Marked parts={excerptOf(parts)} />
            </span>
            <span className="hidden min-w-0 wrap-anywhere whitespace-pre-wrap group-open:inline">
              <Marked parts={parts} />
            </span>
          </summary>
        </details>
      </div>
    </li>
  )
}

/** Marked words are words of the query. */
const Marked = ({ parts }: { parts: readonly MarkedPart[] }) =>
  parts.map(({ text, isMarked }, index) =>
    isMarked ? (
      <mark key={index} className="bg-transparent font-medium text-ink underline decoration-2 underline-offset-2">
        {text}
      </mark>
    ) : (
      text
    ),
  )
