'use client'

import { useTranslations } from 'next-intl'
import { useContext, useMemo } from 'react'
import { ScoreBar } from '@/components/text/score-bar'
import { Chip } from '@/components/ui/chip'
import { chunkOf, citedOf } from '@/lib/inspector/citations'
import type { FileSearchCall, SearchResult } from '@/lib/protocol/step'
import { RunOfCalls } from './run-of-calls'

/** What a file search found, the best first, and which of it the answer quotes. */
export function SearchResults({ call }: { call: FileSearchCall }) {
  const t = useTranslations('inspector.call')
  const run = useContext(RunOfCalls)
  const cited = useMemo(() => (run ? citedOf(run, call) : new Set<number>()), [run, call])
  const { results } = call.file_search
  if (!results) return <p className="text-row text-muted">{t('no_output')}</p>
  if (results.length === 0) return <p className="text-row text-muted">{t('nothing_found')}</p>
  return (
    <ol aria-label={t('found')} className="flex flex-col gap-3">
      {results.map((result, index) => (
        <Result key={index} result={result} isCited={cited.has(index)} />
      ))}
    </ol>
  )
}

function Result({ result, isCited }: { result: SearchResult; isCited: boolean }) {
  const t = useTranslations('inspector.call')
  const text = chunkOf(result)
  return (
    <li className="flex min-w-0 flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 text-row font-medium wrap-anywhere">{result.file_name}</span>
        {isCited && <Chip>{t('cited')}</Chip>}
      </p>
      <ScoreBar score={result.score} />
      {text !== undefined && (
        <details className="min-w-0">
          <summary className="line-clamp-2 cursor-pointer text-row text-muted wrap-anywhere">{text}</summary>
          <p
            dir="auto"
            className="mt-1 max-w-prose border-s-2 border-control ps-3 text-prose wrap-anywhere whitespace-pre-wrap"
          >
            {text}
          </p>
        </details>
      )}
    </li>
  )
}
