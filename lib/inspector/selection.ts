import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'

/** What a reader looks at: the run as a whole, one of its steps, or one tool call of a step. */
export type Selection =
  | { readonly type: 'run'; readonly id: string; readonly run: Run }
  | {
      readonly type: 'step'
      readonly id: string
      readonly run: Run
      readonly step: Step
      readonly message: Message | null
    }
  | { readonly type: 'call'; readonly id: string; readonly run: Run; readonly step: Step; readonly call: ToolCall }

/** The step or tool call of that id; the run itself for any other id. Null while the run is not known. */
export function selectionOf({ run, steps, messages }: RunView, id: string): Selection | null {
  if (!run) return null
  for (const step of steps) {
    const details = step.step_details
    if (step.id === id) {
      const messageId = details.type === 'message_creation' ? details.message_creation.message_id : undefined
      return { type: 'step', id, run, step, message: messages.find((message) => message.id === messageId) ?? null }
    }
    const call = details.type === 'tool_calls' ? details.tool_calls.find((each) => each.id === id) : undefined
    if (call) return { type: 'call', id, run, step, call }
  }
  return { type: 'run', id: run.id, run }
}
