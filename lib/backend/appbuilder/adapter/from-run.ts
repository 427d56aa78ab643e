// Runs and steps of the remote that were not followed from here.
import type * as z from 'zod'
import type { RunResult } from '@/lib/appbuilder/run'
import type { runStepSchema } from '@/lib/appbuilder/step'
import type { Run } from '@/lib/protocol/run'
import { runStatuses, stepStatuses, type RunStatus, type StepStatus } from '@/lib/protocol/status'
import type { Step, StepDetails } from '@/lib/protocol/step'
import { fromTools, secondsOf, secondsOrNull } from './from-assistant'
import { idOf } from './refusal'

/** A status without a name here is none of rest, as far as anybody knows: the run is followed. */
const runStatusOf = (word: string): RunStatus => runStatuses.find((status) => status === word) ?? 'in_progress'
const stepStatusOf = (word: string): StepStatus => stepStatuses.find((status) => status === word) ?? 'in_progress'

/** Lists do not have the time at which a run began to work. Recorded ones began within hundredths of a second. */
const hasStarted = ({ status }: RunResult) => ['in_progress', 'requires_action', 'completed', 'failed'].includes(status)

interface Failed {
  readonly noun: 'run' | 'step'
  /** AppBuilder's own word for how it ended. */
  readonly status: string
}

/** Why a run or a step failed, in the protocol's words. AppBuilder has no codes for it, and may say nothing. */
export const toLastError = (cause: { readonly message: string } | null | undefined, { noun, status }: Failed) => ({
  code: 'server_error' as const,
  message: cause?.message || `AppBuilder ended the ${noun} as ${status}, and did not say why.`,
})

const lastErrorIn = ({ status, last_error }: Pick<RunResult, 'status' | 'last_error'>, noun: Failed['noun']) =>
  last_error || status === 'failed' ? toLastError(last_error, { noun, status }) : null

export const fromRun = (run: RunResult): Run => ({
  id: idOf(run),
  object: 'thread.run',
  created_at: secondsOf(run.created_at),
  thread_id: run.thread_id,
  assistant_id: run.assistant_id,
  status: runStatusOf(run.status),
  required_action:
    run.status === 'requires_action'
      ? { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: requiredCalls(run) } }
      : null,
  last_error: lastErrorIn(run, 'run'),
  expires_at: null,
  started_at: secondsOrNull(run.started_at) ?? (hasStarted(run) ? secondsOf(run.created_at) : null),
  cancelled_at: secondsOrNull(run.cancelled_at),
  failed_at: secondsOrNull(run.failed_at),
  completed_at: secondsOrNull(run.completed_at),
  incomplete_details: null,
  model: run.model,
  instructions: run.instructions,
  tools: fromTools(run.tools),
  tool_resources: {},
  metadata: {},
  usage: null,
  temperature: null,
  top_p: null,
  max_prompt_tokens: null,
  max_completion_tokens: null,
  truncation_strategy: { type: 'auto', last_messages: null },
  tool_choice: 'auto',
  parallel_tool_calls: true,
  response_format: 'auto',
})

const requiredCalls = (run: RunResult) =>
  (run.required_action?.submit_tool_outputs?.tool_calls ?? []).map(({ id, function: call }) => ({
    id,
    type: 'function' as const,
    function: { name: call?.name ?? '', arguments: call?.arguments ?? '' },
  }))

/**
 * A step. Its id is made unique, for the remote counts from 1 in each run. Recorded steps were created after they had
 * ended: an end before the beginning is none, so that nothing is shown as having lasted less than no time.
 */
export function fromStep(step: z.output<typeof runStepSchema>, run: Run): Step {
  const createdMs = step.created_at || step.started_at || run.created_at * 1000
  const since = (ms: number) => (ms >= createdMs ? secondsOrNull(ms) : null)
  const details = detailsOf(step.step_details)
  return {
    id: `${run.id}-${step.id}`,
    object: 'thread.run.step',
    created_at: secondsOf(createdMs),
    assistant_id: step.assistant_id || run.assistant_id,
    thread_id: step.thread_id || run.thread_id,
    run_id: run.id,
    type: details.type,
    status: stepStatusOf(step.status),
    step_details: details,
    last_error: lastErrorIn(step, 'step'),
    expires_at: null,
    expired_at: since(step.expired_at),
    cancelled_at: since(step.cancelled_at),
    failed_at: since(step.failed_at),
    completed_at: since(step.completed_at),
    metadata: {},
    usage: null,
  }
}

function detailsOf(details: z.output<typeof runStepSchema>['step_details']): StepDetails {
  if (details && details.tool_calls.length > 0) {
    const tool_calls = details.tool_calls.map(({ id, function: call }) => ({
      id,
      type: 'function' as const,
      function: { name: call?.name ?? '', arguments: call?.arguments ?? '', output: call?.output || null },
    }))
    return { type: 'tool_calls', tool_calls }
  }
  return { type: 'message_creation', message_creation: { message_id: details?.message_creation?.message_id ?? '' } }
}
