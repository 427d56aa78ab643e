import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import type { ModelInput } from '../models/model'
import type { Store } from '../store/store'
import { budgetOf, sizeOf, type Budget } from './budget'
import { fitTurns, turnsOf, unsaidIn } from './history'
import { usageOf } from './usage'

interface Prepared {
  readonly input: ModelInput
  readonly budget: Budget
}

/** Reads the conversation and makes it the input of the run's next turn, cut to the run's limits. */
export async function prepare(
  run: Run,
  { view, store, signal }: { view: RunView; store: Store; signal: AbortSignal },
): Promise<Prepared> {
  const used = usageOf(view)
  const { type, last_messages } = run.truncation_strategy
  const last = type === 'last_messages' ? (last_messages ?? undefined) : undefined
  const all = await store.steps.ofThread(run.thread_id)
  const unsaid = unsaidIn(all)
  const steps = all.filter(({ id }) => !unsaid.has(id))
  const read = await store.messages.history(run.thread_id, last && last + unsaid.size)
  const messages = read.filter(({ id }) => !unsaid.has(id)).slice(last ? -last : 0)
  const limit = run.max_prompt_tokens === null ? null : run.max_prompt_tokens - used.prompt_tokens
  const turns = fitTurns(run.instructions, turnsOf(run, messages, steps), limit)
  const budget = budgetOf(run, used, sizeOf(run.instructions, turns))
  const input: ModelInput = {
    model: run.model,
    instructions: run.instructions,
    turns,
    functions: run.tools.flatMap((tool) => (tool.type === 'function' ? [tool.function] : [])),
    tool_choice: run.tool_choice,
    parallel_tool_calls: run.parallel_tool_calls,
    response_format: run.response_format,
    temperature: run.temperature,
    top_p: run.top_p,
    reasoning_effort: run.reasoning_effort,
    max_completion_tokens: budget.completion,
    signal,
  }
  return { input, budget }
}
