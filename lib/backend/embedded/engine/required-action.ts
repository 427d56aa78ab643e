import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { callsOf } from '@/lib/run/hosted-calls'

/** What the caller has to answer: functions only. The step itself stays open until the outputs are there. */
export function requiredBy(step: Step): NonNullable<Run['required_action']> {
  const toolCalls = callsOf(step).flatMap((call) =>
    call.type === 'function'
      ? [{ id: call.id, type: call.type, function: { name: call.function.name, arguments: call.function.arguments } }]
      : [],
  )
  return { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: toolCalls } }
}
