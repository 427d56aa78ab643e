// Which lines of the wire belong to what is selected of a run, and the other way round.
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from '@/lib/run/fold'
import { stepOfEvent } from './step-of-event'
import type { WireLine } from './wire-lines'

/** Tells whether a line is about the step or tool call of that id; undefined where the run has none such. */
export function aboutOf(view: RunView, id: string): ((line: WireLine) => boolean) | undefined {
  const step = view.steps.find((each) => each.id === id || callIdsOf(each).includes(id))
  if (!step) return undefined
  const calls = callIdsOf(step)
  const names = new Set(step.id === id ? [step.id, ...calls] : [step.id, id])
  // Deltas of a step say of which of its calls they are.
  const isOther = (event: LoggedEvent) => step.id !== id && isOfOthers(event, calls.indexOf(id))
  const isAbout = (event: LoggedEvent) => stepOfEvent(view, event) === step.id && !isOther(event)
  return (line) =>
    line.kind === 'frames' ? line.line.events.some(isAbout) : line.exchange.names.some((name) => names.has(name))
}

/** The step or call that the request of a line names; '' where that is none of this run. */
export function namedIn({ steps }: RunView, names: readonly string[]): string {
  const known = new Set(steps.flatMap((step) => [step.id, ...callIdsOf(step)]))
  return names.find((name) => known.has(name)) ?? ''
}

const callIdsOf = ({ step_details: details }: Step): readonly string[] =>
  details.type === 'tool_calls' ? details.tool_calls.map(({ id }) => id) : []

function isOfOthers({ event, data }: LoggedEvent, place: number): boolean {
  if (event !== 'thread.run.step.delta') return false
  const details = data.delta.step_details
  return details.type === 'tool_calls' && details.tool_calls?.every(({ index }) => index !== place) === true
}
