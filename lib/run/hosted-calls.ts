import type { StepNote } from '@/lib/protocol/playground'
import type { Step, ToolCall } from '@/lib/protocol/step'
import type { RunView } from './fold'

/** A step whose calls are written whole, and what is known of those of hosted tools. */
export interface WrittenStep {
  readonly step: Step
  readonly note: StepNote & Required<Pick<StepNote, 'hosted'>>
}

/** The open step whose hosted tools are at work, or have just answered: the model need not be asked again for it. */
export function writtenStepOf({ steps, notes }: Pick<RunView, 'steps' | 'notes'>): WrittenStep | undefined {
  const step = steps.findLast(({ status }) => status === 'in_progress')
  const note = step && notes[step.id]
  return step && note?.hosted && { step, note: { ...note, hosted: note.hosted } }
}

export const callsOf = ({ step_details: details }: Step): readonly ToolCall[] =>
  details.type === 'tool_calls' ? details.tool_calls : []

/** In how many of a run's turns hosted tools were called. */
export const hostedTurns = ({ notes }: Pick<RunView, 'notes'>) =>
  Object.values(notes).filter(({ hosted }) => hosted).length

/** All calls of one type in a run, in their order; those of steps that were replaced do not count. */
export function callsOfType<T extends ToolCall['type']>({ steps }: Pick<RunView, 'steps'>, type: T) {
  const found: Extract<ToolCall, { type: T }>[] = []
  const isAsked = (call: ToolCall): call is Extract<ToolCall, { type: T }> => call.type === type
  for (const step of steps) {
    if (step.status === 'failed') continue
    for (const call of callsOf(step)) if (isAsked(call)) found.push(call)
  }
  return found
}

/** The step without what code had put out before the server stopped: it was executed again. */
export function withoutBrokenOff(step: Step, note: StepNote | undefined): Step {
  const from = new Map((note?.hosted?.calls ?? []).map((call) => [call.id, call.outputs_from ?? 0]))
  if (step.step_details.type !== 'tool_calls' || ![...from.values()].some((count) => count > 0)) return step
  const calls = step.step_details.tool_calls.map((call) => {
    if (call.type !== 'code_interpreter') return call
    const { input, outputs } = call.code_interpreter
    return { ...call, code_interpreter: { input, outputs: outputs.slice(from.get(call.id) ?? 0) } }
  })
  return { ...step, step_details: { ...step.step_details, tool_calls: calls } }
}
