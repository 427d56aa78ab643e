'use client'

import type { FieldProblem } from './assistant-problems'
import { useProblemText } from './use-problem-text'

/** A problem that belongs to a whole part of the form; nothing while there is none in words. */
export function ProblemLine({ problem }: { problem: FieldProblem | undefined }) {
  const text = useProblemText()(problem)
  if (!text) return null
  return (
    <p role="alert" data-status="failed" className="font-medium text-tone">
      {text}
    </p>
  )
}
