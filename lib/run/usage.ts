import type { Usage } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from './fold'

export const noUsage: Usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }

export const addUsage = (a: Usage, b: Usage): Usage => ({
  prompt_tokens: a.prompt_tokens + b.prompt_tokens,
  completion_tokens: a.completion_tokens + b.completion_tokens,
  total_tokens: a.total_tokens + b.total_tokens,
})

export const subtractUsage = (a: Usage, b: Usage): Usage => ({
  prompt_tokens: a.prompt_tokens - b.prompt_tokens,
  completion_tokens: a.completion_tokens - b.completion_tokens,
  total_tokens: a.total_tokens - b.total_tokens,
})

/** The sum over the run's finished steps whose tokens were counted; null where there is none. */
export function usageOfSteps({ steps }: Pick<RunView, 'steps'>): Usage | null {
  let sum: Usage | null = null
  for (const { usage } of steps) if (usage) sum = sum ? addUsage(sum, usage) : usage
  return sum
}

/** What a step's turn has used, which an open step with calls of hosted tools does not tell itself. */
export const usageOfStep = ({ notes }: Pick<RunView, 'notes'>, { id, usage }: Step): Usage | null =>
  usage ?? notes[id]?.hosted?.usage ?? null

/** The usage of a run: its own once it has one, until then the sum of its steps'. Null where none is known. */
export function usageOf(view: RunView): Usage | null {
  return (
    view.run?.usage ?? usageOfSteps({ steps: view.steps.map((step) => ({ ...step, usage: usageOfStep(view, step) })) })
  )
}
