// From when to when steps lasted: their objects know it by the second.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Step } from '@/lib/protocol/step'
import type { RunWritten } from '@/lib/backend/telemetry'
import { createRemembered } from './remembered'

export interface StepOver {
  readonly step: Step
  /** Unix milliseconds. */
  readonly from: number
  readonly to: number
  /** What it wrote, where it wrote one. */
  readonly message: Message | undefined
}

/** The steps that are over by what was written. */
export function createStepTimes(): (written: RunWritten) => readonly StepOver[] {
  const begun = createRemembered<number>()
  return ({ events, connection }) =>
    events.flatMap(({ event, data, at }): StepOver[] => {
      if (!('object' in data) || data.object !== 'thread.run.step') return []
      const name = `${connection} ${data.id}`
      if (event === 'thread.run.step.created') begun.set(name, at)
      if (data.status === 'in_progress') return []
      const from = begun.get(name) ?? data.created_at * 1_000
      begun.forget(name)
      return [{ step: data, from, to: at, message: messageOf(data, events) }]
    })
}

/** It is completed together with its step. */
function messageOf({ step_details: details }: Step, events: readonly LoggedEvent[]): Message | undefined {
  if (details.type !== 'message_creation') return undefined
  const { message_id } = details.message_creation
  for (const { data } of events) {
    if ('object' in data && data.object === 'thread.message' && data.id === message_id) return data
  }
  return undefined
}
