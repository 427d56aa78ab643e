'use client'

import { useTranslations } from 'next-intl'
import { useContext, useEffect, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { chunkOf, citedResult, placeOf, type Citation } from '@/lib/inspector/citations'
import type { Message } from '@/lib/protocol/message'
import type { SearchResult } from '@/lib/protocol/step'
import { FilesHere } from './files-here'
import { ScoreBar } from './score-bar'

interface CitedChunkProps {
  readonly message: Pick<Message, 'thread_id' | 'run_id'>
  readonly citation: Citation
  readonly onClose: () => void
}

/** The part of a file that a mark in an answer names, with how well it fitted the search. */
export function CitedChunk({ message, citation, onClose }: CitedChunkProps) {
  const t = useTranslations('thread.sources')
  const files = useContext(FilesHere)
  const { found, onRetry } = useCited(message, citation)
  const name =
    (typeof found === 'object' && 'result' in found && found.result?.file_name) || placeOf(citation.text)?.name
  return (
    <Dialog open onClose={onClose} wide title={name || citation.fileId}>
      <div className="flex min-w-0 flex-col gap-3">
        {found === 'coming' && <Skeleton />}
        {typeof found === 'object' && 'error' in found && <ErrorState compact error={found.error} onRetry={onRetry} />}
        {typeof found === 'object' && 'result' in found && <Chunk result={found.result} />}
        {files && (
          <a
            href={files.addressOf(citation.fileId)}
            download={name}
            className="w-fit text-row underline decoration-control underline-offset-2 hover:decoration-ink"
          >
            {t('download')}
          </a>
        )}
      </div>
    </Dialog>
  )
}

function Chunk({ result }: { result: SearchResult | undefined }) {
  const t = useTranslations('thread.sources')
  const text = result && chunkOf(result)
  if (!result || text === undefined) return <p className="text-row text-muted">{t('not_told')}</p>
  return (
    <>
      <ScoreBar score={result.score} />
      <blockquote
        dir="auto"
        tabIndex={0}
        className="max-h-[50dvh] overflow-y-auto border-s-2 border-control ps-3 text-prose wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </blockquote>
    </>
  )
}

type Found = 'coming' | { readonly result: SearchResult | undefined } | { readonly error: unknown }

function useCited({ thread_id, run_id }: CitedChunkProps['message'], { text: mark }: Citation) {
  const readSteps = useContext(FilesHere)?.readSteps
  const [found, setFound] = useState<Found>('coming')
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let isWanted = true
    const read = readSteps && run_id !== null ? readSteps({ thread: thread_id, run: run_id }) : undefined
    Promise.resolve(read ?? []).then(
      (steps) => isWanted && setFound({ result: citedResult(steps, mark) }),
      (error: unknown) => isWanted && setFound({ error }),
    )
    return () => {
      isWanted = false
    }
  }, [readSteps, thread_id, run_id, mark, tries])
  function onRetry() {
    setFound('coming')
    setTries((count) => count + 1)
  }
  return { found, onRetry }
}
