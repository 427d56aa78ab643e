// When the objects of a run were first seen, and when they came to rest.
import type { StepDelta } from '@/lib/protocol/event'
import type { Message } from '@/lib/protocol/message'
import type { Step } from '@/lib/protocol/step'
import { addById, byId, type ById, setById } from './by-id'
import type { Own } from './delta'

/** From when to when something lasted, in Unix milliseconds; `to` is null while it lasts. */
export interface Span {
  readonly from: number
  readonly to: number | null
}

/** What a fold is making, and what of it is its own. */
interface Making {
  readonly draft: { spans: ById<Span> }
  readonly own: Own
}

/** An object as it was told whole, and the calls on it. Is it the first time that it is seen? */
export function touch(making: Making, object: Step | Message, at: number): boolean {
  const isOver = object.status !== 'in_progress'
  const isNew = extend(making, object.id, { at, isOver })
  if ('step_details' in object && object.step_details.type === 'tool_calls')
    for (const call of object.step_details.tool_calls) extend(making, call.id, { at, isOver })
  return isNew
}

export function touchNewCalls(making: Making, { delta: { step_details: details } }: StepDelta, at: number) {
  if (details.type !== 'tool_calls') return
  for (const call of details.tool_calls ?? []) if (call.id) extend(making, call.id, { at, isOver: false })
}

function extend({ draft, own }: Making, id: string, { at, isOver }: { at: number; isOver: boolean }): boolean {
  const span = byId(draft.spans, id)
  if (span && (!isOver || span.to !== null)) return false
  const value = { from: span?.from ?? at, to: isOver ? at : null }
  draft.spans = (span ? setById : addById)(draft.spans, { id, value }, own)
  return !span
}
