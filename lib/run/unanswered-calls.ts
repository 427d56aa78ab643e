import type { FunctionToolCall, Step } from '@/lib/protocol/step'

/** The calls of functions that nobody had answered when their run expired or was cancelled. */
export const callsLeftOpen = (steps: readonly Step[]): readonly FunctionToolCall[] =>
  steps.flatMap(({ status, step_details: details }) =>
    status === 'expired' && details.type === 'tool_calls'
      ? details.tool_calls.flatMap((call) => (call.type === 'function' && call.function.output == null ? [call] : []))
      : [],
  )

/** The names of their functions, each call's. */
export const unansweredCalls = (steps: readonly Step[]): readonly string[] =>
  callsLeftOpen(steps).map((call) => call.function.name)
