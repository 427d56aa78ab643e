import type { StepNote } from '@/lib/protocol/playground'
import type { Step, ToolCall } from '@/lib/protocol/step'
import { byId } from './by-id'
import type { RunView } from './fold'

type HostedType = Exclude<ToolCall['type'], 'function'>

/** A step whose calls are written whole, and what is known of those of hosted tools. */
export interface WrittenStep {
  readonly step: Step
  readonly note: StepNote & Required<Pick<StepNote, 'hosted'>>
}

/** The open step whose hosted tools are at work, or have just answered: the model need not be asked again for it. */
export function writtenStepOf({ steps, notes }: Pick<RunView, 'steps' | 'notes'>): WrittenStep | undefined {
  // Of a run that is executed here no other than the newest is open.
  const step = steps.at(-1)
  const note = step?.status === 'in_progress' ? byId(notes, step.id) : undefined
  return step && note?.hosted && { step, note: { ...note, hosted: note.hosted } }
}

export const callsOf = ({ step_details: details }: Step): readonly ToolCall[] =>
  details.type === 'tool_calls' ? details.tool_calls : []

/** The places of the steps with calls of other tools than functions. */
export const hostedIn = (steps: readonly Step[]): readonly number[] =>
  steps.flatMap((step, place) => (callsOf(step).some(({ type }) => type !== 'function') ? [place] : []))

export const hostedStepsOf = ({ steps, hosted }: Pick<RunView, 'steps' | 'hosted'>): readonly Step[] =>
  hosted.flatMap((place) => steps[place] ?? [])

/** All calls of a hosted tool in a run, in their order; those of steps that were replaced do not count. */
export function callsOfType<T extends HostedType>(view: Pick<RunView, 'steps' | 'hosted'>, type: T) {
  const found: Extract<ToolCall, { type: T }>[] = []
  const isAsked = (call: ToolCall): call is Extract<ToolCall, { type: T }> => call.type === type
  for (const step of hostedStepsOf(view)) {
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
