import type { Step } from '@/lib/protocol/step'

/** The names of the functions that nobody had answered when their run expired or was cancelled, each call's. */
export const unansweredCalls = (steps: readonly Step[]): readonly string[] =>
  steps.flatMap(({ status, step_details: details }) =>
    status === 'expired' && details.type === 'tool_calls'
      ? details.tool_calls.flatMap((call) =>
          call.type === 'function' && call.function.output == null ? [call.function.name] : [],
        )
      : [],
  )
