import type { Usage } from '@/lib/protocol/run'
import type { RunView } from './fold'

/** What a run has used: its own count once it has one, until then the sum of its steps'. Null: nothing is known. */
export function usageOf({ run, steps }: RunView): Usage | null {
  if (run?.usage) return run.usage
  const known = steps.flatMap((step) => (step.usage ? [step.usage] : []))
  if (known.length === 0) return null
  return known.reduce((sum, usage) => ({
    prompt_tokens: sum.prompt_tokens + usage.prompt_tokens,
    completion_tokens: sum.completion_tokens + usage.completion_tokens,
    total_tokens: sum.total_tokens + usage.total_tokens,
  }))
}
