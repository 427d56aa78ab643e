import type { StepDetails } from '@/lib/protocol/step'

/** A round is answered whole: one output for each of its calls. */
export const outputsOf = (details: StepDetails) =>
  details.type !== 'tool_calls'
    ? []
    : details.tool_calls.flatMap((call) =>
        call.type === 'function' ? [{ tool_call_id: call.id, output: call.function.output ?? '' }] : [],
      )
