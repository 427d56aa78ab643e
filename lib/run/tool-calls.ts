import type { FunctionCall, Run } from '@/lib/protocol/run'

/** The calls whose outputs a run waits for; none unless it is in `requires_action`. */
export const pendingCalls = (run: Pick<Run, 'status' | 'required_action'>): readonly FunctionCall[] =>
  run.status === 'requires_action' ? (run.required_action?.submit_tool_outputs.tool_calls ?? []) : []
