import type { FunctionCall, Run } from '@/lib/protocol/run'

/** The calls a run stands still for; none unless it waits. */
export const pendingCalls = (run: Run): readonly FunctionCall[] =>
  run.status === 'requires_action' ? (run.required_action?.submit_tool_outputs.tool_calls ?? []) : []
