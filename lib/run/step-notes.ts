import type { CallAnswered, NoteEvent, RunEvent, StreamEvent } from '@/lib/protocol/event'
import type { HostedCalls } from '@/lib/protocol/hosted-calls'
import type { StepNote } from '@/lib/protocol/playground'
import type { Step } from '@/lib/protocol/step'
import { joinDetails } from './reasoning-details'
import type { Tally } from './tally'

/** Is this an event of the protocol, which streams of the wire carry? */
export const isOnWire = <T extends RunEvent>(event: T): event is T & StreamEvent =>
  !event.event.startsWith('playground.')

/** What is known of a step beside the protocol's object, with one more event in it. `at` is Unix milliseconds. */
export function noteWith(note: StepNote | undefined, data: NoteEvent['data'], at: number): StepNote {
  const before = note ?? { id: data.step_id, reasoning: null, left_out: 0, without: [] }
  if (data.object === 'playground.request.adapted') return { ...before, left_out: data.left_out, without: data.without }
  if (data.object === 'playground.turn.counted') {
    const { object: _object, step_id: _step, ...counted } = data
    return { ...before, counted }
  }
  if (data.object === 'playground.calls.written') {
    const calls = data.calls.map((call) => ({ ...call, output: null }))
    return { ...before, hosted: { usage: data.usage, calls } }
  }
  if (data.object === 'playground.call.answered') {
    // Without what was written, in a damaged log, it has no place.
    return before.hosted ? { ...before, hosted: answered(before.hosted, data) } : before
  }
  const { text = '', field = data.field, from_ms = at, details = [] } = before.reasoning ?? {}
  const joined = data.details ? joinDetails(details, data.details) : details
  const reasoning = { text: text + data.text, field: field ?? data.field, from_ms, to_ms: at }
  return { ...before, reasoning: { ...reasoning, ...(joined.length > 0 && { details: joined }) } }
}

function answered(hosted: HostedCalls, data: CallAnswered): HostedCalls {
  const { object: _object, step_id: _step, call_id: id, ...answer } = data
  return { ...hosted, calls: hosted.calls.map((call) => (call.id === id ? { ...call, ...answer } : call)) }
}

/** Is anything known of what a run cost? */
export const hasCost = ({ tally }: { readonly tally: Tally }) => tally.priced > 0

/** Were tokens of it estimated, for want of a count? */
export const isUsageEstimated = ({ tally }: { readonly tally: Tally }) => tally.estimated > 0

/** Notes of steps that do not exist: of the one that begins next, or of one that never began. */
export function notesAhead<Note extends Pick<StepNote, 'id'>>(
  steps: readonly Step[],
  notes: readonly Note[],
): readonly Note[] {
  const begun = new Set(steps.map(({ id }) => id))
  return notes.filter(({ id }) => !begun.has(id))
}
