'use client'

import { useTranslations } from 'next-intl'
import type { FieldProblem } from './assistant-problems'

/** A field's problem in words; JSON problems are shown by the editor itself, at their line. */
export function useProblemText() {
  const t = useTranslations('assistants.problem')
  return (problem: FieldProblem | undefined): string | undefined => {
    if (problem?.kind === 'text') return t(problem.key, problem.values as never)
    return problem?.kind === 'server' ? problem.message : undefined
  }
}
