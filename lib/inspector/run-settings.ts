import type { Run } from '@/lib/protocol/run'

/** The settings of a run by the names they have on the wire, as text; left out where they say nothing. */
export function runSettingsOf(run: Run): readonly (readonly [name: string, value: string])[] {
  const settings: readonly (readonly [string, unknown])[] = [
    ['temperature', run.temperature],
    ['top_p', run.top_p],
    ['tool_choice', run.tool_choice === 'auto' ? null : run.tool_choice],
    ['parallel_tool_calls', run.parallel_tool_calls ? null : false],
    ['response_format', run.response_format === 'auto' ? null : run.response_format],
    ['truncation_strategy', run.truncation_strategy.type === 'auto' ? null : run.truncation_strategy],
    ['max_prompt_tokens', run.max_prompt_tokens],
    ['max_completion_tokens', run.max_completion_tokens],
    ['reasoning_effort', run.reasoning_effort],
    ['metadata', Object.keys(run.metadata).length > 0 ? run.metadata : null],
  ]
  return settings.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
  )
}
