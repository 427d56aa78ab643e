'use client'

import { createContext, useMemo, useState } from 'react'
import { annotatedIn, type Citation } from '@/lib/inspector/citations'
import type { ContentPart } from '@/lib/protocol/message'

/** What the marks in a text stand for. */
export interface Annotations {
  readonly citationOf: (mark: string) => Citation | undefined
  /** The file that a text names as code knows it: `sandbox:/mnt/data/chart.csv`. */
  readonly fileIdOf: (path: string) => string | undefined
  readonly onOpen: (citation: Citation) => void
}

export const Annotations = createContext<Annotations | undefined>(undefined)

/** The annotations of a message, and which of its sources is open. */
export function useAnnotations(content: readonly ContentPart[]) {
  const [opened, setOpened] = useState<Citation | null>(null)
  const { citations, files } = useMemo(() => annotatedIn(content), [content])
  const annotations = useMemo<Annotations>(() => {
    const byMark = new Map(citations.map((citation) => [citation.text, citation]))
    return {
      citationOf: (mark) => byMark.get(mark),
      fileIdOf: (path) => files.get(path),
      onOpen: setOpened,
    }
  }, [citations, files])
  return { annotations, citations, opened, onClose: () => setOpened(null) }
}
