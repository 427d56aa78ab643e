import type { Step } from '@/lib/protocol/step'
import { toAnswerId } from './to-message'

/** Steps are counted from 1 within their run. */
const stepIdAt = (index: number) => `step-${index + 1}`

/** The calls of a step with what was given back, which is left out while there is nothing. */
export const toStepCalls = ({ step_details: details }: Step) =>
  details.type === 'message_creation'
    ? []
    : details.tool_calls.flatMap((call) => {
        if (call.type !== 'function') return []
        const { name, arguments: text, output } = call.function
        const answered = output === null ? {} : { output }
        return [{ id: call.id, type: call.type, function: { name, arguments: text, ...answered } }]
      })

const toDetails = (step: Step) =>
  step.step_details.type === 'message_creation'
    ? {
        type: 'message_creation',
        message_creation: { message_id: toAnswerId(step.step_details.message_creation.message_id) },
      }
    : { type: 'tool_calls', tool_calls: toStepCalls(step) }

/** When it began and ended, in Unix milliseconds; null while it lasts. */
interface Span {
  readonly from: number
  readonly to: number | null
}

/** The service's own SDK reads `step_datail`; everybody else `step_details`. */
export function toStep(step: Step, index: number, { from, to }: Span) {
  const details = toDetails(step)
  const ended = to ?? 0
  return {
    id: stepIdAt(index),
    object: 'thread.run.step',
    assistant_id: step.assistant_id,
    thread_id: step.thread_id,
    run_id: step.run_id,
    status: step.status,
    type: step.type,
    created_at: from,
    started_at: from,
    expired_at: step.status === 'expired' ? ended : 0,
    cancelled_at: step.status === 'cancelled' ? ended : 0,
    failed_at: step.status === 'failed' ? ended : 0,
    completed_at: step.status === 'completed' ? ended : 0,
    last_error: step.last_error && { type: step.last_error.code, message: step.last_error.message },
    step_datail: details,
    step_details: details,
  }
}
