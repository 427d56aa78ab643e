// What searches have found stands on a step with its texts; the wire has these only for those who ask for them.
import type { StreamEvent } from '@/lib/protocol/event'
import type { Step } from '@/lib/protocol/step'

export interface Included {
  /** The texts of what searches have found. */
  readonly searchContent: boolean
}

interface FoundIn {
  readonly type: string
  readonly file_search?: { readonly results?: readonly { readonly content?: unknown }[] | undefined }
}

/** The step as the wire has it. */
export function stepOnWire(step: Step, included: Included): Step {
  const details = step.step_details
  if (included.searchContent || details.type !== 'tool_calls' || !details.tool_calls.some(hasContent)) return step
  return { ...step, step_details: { ...details, tool_calls: details.tool_calls.map(withoutContent) } }
}

/** The event as a stream of the wire has it. */
export function eventOnWire<E extends StreamEvent>(event: E, included: Included): E {
  if (included.searchContent || !event.event.startsWith('thread.run.step.')) return event
  const { data } = event
  if (!('object' in data)) return event
  if (data.object === 'thread.run.step') return { ...event, data: stepOnWire(data, included) }
  if (data.object !== 'thread.run.step.delta') return event
  const details = data.delta.step_details
  if (details.type !== 'tool_calls' || !details.tool_calls?.some(hasContent)) return event
  const tool_calls = details.tool_calls.map(withoutContent)
  return { ...event, data: { ...data, delta: { step_details: { ...details, tool_calls } } } }
}

const hasContent = ({ type, file_search }: FoundIn) =>
  type === 'file_search' && (file_search?.results?.some((result) => result.content !== undefined) ?? false)

function withoutContent<Call extends FoundIn>(call: Call): Call {
  if (!hasContent(call)) return call
  const results = call.file_search?.results?.map(({ content: _content, ...result }) => result)
  return { ...call, file_search: { ...call.file_search, results } }
}
