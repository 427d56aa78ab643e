import type { Run, Usage } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { StepNote } from '@/lib/protocol/playground'
import { byId, type ById } from './by-id'

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

interface Steps {
  readonly steps: readonly Step[]
  readonly notes: ById<StepNote>
}

/** What a step's turn has used, which an open step with calls of hosted tools does not tell itself. */
export const usageOfStep = ({ notes }: Pick<Steps, 'notes'>, { id, usage }: Step): Usage | null =>
  usage ?? byId(notes, id)?.hosted?.usage ?? null

/** The usage of a run: its own once it has one, until then the sum of its steps'. Null where none is known. */
export const usageOf = (view: Steps & { readonly run: Run | null }): Usage | null =>
  view.run?.usage ??
  view.steps.reduce<Usage | null>((sum, step) => {
    const usage = usageOfStep(view, step)
    return sum && usage ? addUsage(sum, usage) : (sum ?? usage)
  }, null)
