import { badRequest } from '@/lib/protocol/error'
import type { StreamEvent } from '@/lib/protocol/event'
import type { SubmitToolOutputsBody } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from './fold'
import { move } from './machine'
import { withoutBrokenOff } from './hosted-calls'
import { pendingCalls } from './tool-calls'
import { completeStep } from './run-objects'
import { subtractUsage } from './usage'
import { byId } from './by-id'

type Outputs = SubmitToolOutputsBody['tool_outputs']

/** The events that tool outputs make: the waiting step completes with them, the run is queued again. */
export function submission(view: RunView, outputs: Outputs, seconds: number): readonly StreamEvent[] {
  const { run } = view
  if (run?.status !== 'requires_action') throw badRequest(`Runs in status "${run?.status}" do not accept tool outputs.`)
  const expected = pendingCalls(run).map(({ id }) => id)
  requireAll(expected, outputs)
  const step = view.steps.findLast(({ status, type }) => status === 'in_progress' && type === 'tool_calls')
  // Not every backend counts tokens: then the step's usage is unknown, too.
  const usage = run.usage && subtractUsage(run.usage, view.tally.usage)
  return [
    ...(step
      ? [
          {
            event: 'thread.run.step.completed',
            data: completeStep(withOutputs(withoutBrokenOff(step, byId(view.notes, step.id)), outputs), {
              seconds,
              usage,
            }),
          } as const,
        ]
      : []),
    { event: 'thread.run.queued', data: move(run, 'queued', { seconds, usage: null }) },
  ]
}

function requireAll(expected: readonly string[], outputs: Outputs) {
  const got = outputs.map(({ tool_call_id: id }) => id)
  const isSame = got.length === expected.length && expected.every((id) => got.includes(id))
  if (!isSame) throw badRequest(`Expected tool outputs for call_ids ${pythonList(expected)}, got ${pythonList(got)}`)
}

/** The service writes lists in its messages as Python does. */
const pythonList = (ids: readonly string[]) => `[${ids.map((id) => `'${id}'`).join(', ')}]`

function withOutputs(step: Step, outputs: Outputs): Step {
  if (step.step_details.type !== 'tool_calls') return step
  const calls = step.step_details.tool_calls.map((call) => {
    if (call.type !== 'function') return call
    const output = outputs.find(({ tool_call_id: id }) => id === call.id)?.output ?? call.function.output
    return { ...call, function: { ...call.function, output } }
  })
  return { ...step, step_details: { ...step.step_details, tool_calls: calls } }
}
