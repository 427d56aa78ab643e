'use client'

import { useEffect, useState } from 'react'
import { patiently } from '@/components/late/patiently'
import { codeGrammarOf } from './code-grammar'
import type { CodePiece } from './highlight'

/** Code that is being written is left alone until it stands still for so long. */
const STILL_MS = 200

/** More characters are no example, but a file. */
const MAX_LENGTH = 50_000

interface Code {
  readonly code: string
  /** As it was written. */
  readonly language: string
  readonly isNear: boolean
}

/** The pieces of code in a language that is known; undefined while they are not here. */
export function useHighlighted({ code, language, isNear }: Code): readonly CodePiece[] | undefined {
  const [drawn, setDrawn] = useState<{ readonly code: string; readonly pieces: readonly CodePiece[] }>()
  const grammar = codeGrammarOf(language)
  useEffect(() => {
    if (!isNear || !grammar || code.length > MAX_LENGTH) return
    let isWanted = true
    const draw = async () => {
      const { highlight } = await patiently(() => import('./highlight'))
      const pieces = await highlight(code, grammar)
      if (isWanted) setDrawn({ code, pieces })
    }
    // Until it is fetched the code stands there without it.
    const timer = setTimeout(() => void draw(), STILL_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [code, grammar, isNear])
  return drawn?.code === code ? drawn.pieces : undefined
}
