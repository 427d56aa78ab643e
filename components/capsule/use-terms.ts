import { useEffect, useMemo, useState } from 'react'
import { patiently } from '@/components/late/patiently'
import { type Find, findWord } from '@/lib/capsule/find-spans'

interface Term {
  /** As it was typed. */
  readonly text: string
  readonly find: Find
}

interface Terms {
  readonly terms: readonly Term[]
  /** The first line that is no pattern. */
  readonly bad: string | undefined
  /** Patterns wait for their engine: what they would cover is not covered yet. */
  readonly isWaiting: boolean
}

type FindPattern = (pattern: string) => Find | undefined

const linesOf = (text: string) =>
  [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')

/** What is to be covered, a line each: words, and patterns, whose engine comes with the first of them. */
export function useTerms({ words, patterns }: { readonly words: string; readonly patterns: string }): Terms {
  const [engine, setEngine] = useState<{ readonly findPattern: FindPattern }>()
  const wantsEngine = patterns.trim() !== ''
  useEffect(() => {
    if (!wantsEngine) return
    let isWanted = true
    void patiently(() => import('./linear-patterns')).then(({ findPattern }) => isWanted && setEngine({ findPattern }))
    return () => {
      isWanted = false
    }
  }, [wantsEngine])
  return useMemo(() => {
    const literal = linesOf(words).map((text): Term => ({ text, find: findWord(text) }))
    const tried = engine ? linesOf(patterns).map((text) => ({ text, find: engine.findPattern(text) })) : []
    const known = tried.flatMap(({ text, find }): readonly Term[] => (find ? [{ text, find }] : []))
    const bad = tried.find(({ find }) => !find)?.text
    return { terms: [...literal, ...known], bad, isWaiting: wantsEngine && !engine }
  }, [words, patterns, engine, wantsEngine])
}
