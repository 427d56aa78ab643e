'use client'

import { useTranslations } from 'next-intl'
import { useContext, type ReactNode } from 'react'
import { placeOf } from '@/lib/inspector/citations'
import { Annotations } from './annotations'
import { FilesHere } from './files-here'

/** A mark of a source, as a number that opens the chunk it names. What names nothing stays as it was written. */
export function CitationMark({ mark }: { mark: string }) {
  const t = useTranslations('thread.sources')
  const annotations = useContext(Annotations)
  const citation = annotations?.citationOf(mark)
  if (!annotations || !citation) return mark
  const name = placeOf(mark)?.name || citation.fileId
  return (
    <button
      type="button"
      aria-label={t('open', { number: citation.number, name })}
      title={name}
      onClick={() => annotations.onOpen(citation)}
      className="touch mx-0.5 inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-chip bg-sunken
        px-1 align-[0.15em] text-meta leading-none tabular-nums hover:bg-line"
    >
      {citation.number}
    </button>
  )
}

/** A file that code has written, under the name that an answer gives it: one click downloads it. */
export function SandboxLink({ path, children }: { path: string; children: ReactNode }) {
  const files = useContext(FilesHere)
  const fileId = useContext(Annotations)?.fileIdOf(path)
  if (!files || fileId === undefined) return children
  return (
    <a
      href={files.addressOf(fileId)}
      download={path.slice(path.lastIndexOf('/') + 1)}
      className="wrap-anywhere underline decoration-control underline-offset-2 hover:decoration-ink"
    >
      {children}
    </a>
  )
}
