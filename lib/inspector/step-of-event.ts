import type { LoggedEvent } from '@/lib/protocol/event'
import type { RunView } from '@/lib/run/fold'

const stepOfCall = (steps: RunView['steps'], callId: string) =>
  steps.find(
    ({ step_details: details }) => details.type === 'tool_calls' && details.tool_calls.some(({ id }) => id === callId),
  )?.id ?? null

/** The step that an event is about, in the view after it; null when it is about the run as a whole. */
export function stepOfEvent({ steps }: RunView, { data }: LoggedEvent): string | null {
  if ('error' in data) return null
  switch (data.object) {
    case 'thread.run.step':
    case 'thread.run.step.delta':
      return data.id
    case 'thread.message':
    case 'thread.message.delta':
      return (
        steps.find(
          ({ step_details: details }) =>
            details.type === 'message_creation' && details.message_creation.message_id === data.id,
        )?.id ?? null
      )
    case 'playground.reasoning.delta':
    case 'playground.request.adapted':
    case 'playground.turn.counted':
    case 'playground.calls.written':
    case 'playground.call.answered':
      return steps.some(({ id }) => id === data.step_id) ? data.step_id : null
    case 'playground.responder.told':
      return stepOfCall(steps, data.call_id)
    case 'thread':
    case 'thread.run':
    case 'playground.unknown':
      return null
    default:
      return data satisfies never
  }
}
