import type { Run, Usage } from '@/lib/protocol/run'

/** What is left of a run's token limits for its next turn; null without a limit. Limits are totals over all turns. */
export interface Budget {
  readonly prompt: number | null
  readonly completion: number | null
  /** The estimated prompt of the next turn, after truncation; not estimated where prompts have no limit. */
  readonly nextPrompt: number
}

export function budgetOf(run: Run, used: Usage, nextPrompt: number): Budget {
  return {
    prompt: left(run.max_prompt_tokens, used.prompt_tokens),
    completion: left(run.max_completion_tokens, used.completion_tokens),
    nextPrompt,
  }
}

const left = (limit: number | null, used: number) => (limit === null ? null : Math.max(0, limit - used))

/** Which limit leaves no room for another turn, if one does. */
export function isExhausted({ prompt, completion, nextPrompt }: Budget) {
  if (completion !== null && completion <= 0) return 'max_completion_tokens'
  if (prompt !== null && nextPrompt > prompt) return 'max_prompt_tokens'
  return null
}
