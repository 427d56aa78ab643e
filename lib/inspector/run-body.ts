import type { CreateRunBody, Run } from '@/lib/protocol/run'

/** The body that makes a run as this one was made, without what stands at its default. */
export function runBodyOf(run: Run): CreateRunBody {
  const settings: Partial<CreateRunBody> = {
    model: run.model,
    instructions: run.instructions || undefined,
    tools: run.tools.length > 0 ? run.tools : undefined,
    temperature: run.temperature ?? undefined,
    top_p: run.top_p ?? undefined,
    max_prompt_tokens: run.max_prompt_tokens ?? undefined,
    max_completion_tokens: run.max_completion_tokens ?? undefined,
    truncation_strategy: run.truncation_strategy.type === 'auto' ? undefined : run.truncation_strategy,
    tool_choice: run.tool_choice === 'auto' ? undefined : run.tool_choice,
    parallel_tool_calls: run.parallel_tool_calls ? undefined : false,
    response_format: run.response_format === 'auto' ? undefined : run.response_format,
    reasoning_effort: run.reasoning_effort ?? undefined,
    metadata: Object.keys(run.metadata).length > 0 ? run.metadata : undefined,
  }
  const said = Object.entries(settings).filter(([, value]) => value !== undefined)
  return { assistant_id: run.assistant_id, ...Object.fromEntries(said) }
}

/** The same with what was left out of it because there was none: left out it would be the assistant's of today. */
export const wholeRunBodyOf = (run: Run): CreateRunBody => ({
  ...runBodyOf(run),
  instructions: run.instructions,
  tools: run.tools,
  response_format: run.response_format,
})
