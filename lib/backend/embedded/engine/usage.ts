import type { Usage } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'

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

/** What the run's finished turns have used. */
export const usageOf = (view: RunView): Usage =>
  view.steps.reduce((sum, step) => (step.usage ? addUsage(sum, step.usage) : sum), noUsage)
