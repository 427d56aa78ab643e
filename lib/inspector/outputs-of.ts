import type { Step, StepDetails } from '@/lib/protocol/step'
import { callInShort } from './call-in-short'
import { MAX_WRITTEN, type Reference } from './code-reference'

/**
 * A round is answered whole: one output for each of its calls. What has not come yet is marked as to be filled in; long
 * ones are `put` as references, by their place among the step's calls.
 */
export function outputsOf({ id, run_id, thread_id, step_details: details }: Step, put: (to: Reference) => string) {
  if (details.type !== 'tool_calls') return []
  const path = `/threads/${thread_id}/runs/${run_id}/steps/${id}`
  const from = { path, noun: 'runs.steps', id, within: { thread_id, run_id } }
  return details.tool_calls.flatMap((call, index) => {
    if (call.type !== 'function') return []
    const written = call.function.output ?? `<the output of ${callInShort(call)}>`
    const at = ['step_details', 'tool_calls', index, 'function', 'output']
    return [{ tool_call_id: call.id, output: written.length > MAX_WRITTEN ? put({ ...from, at }) : written }]
  })
}

/** What is to be said above outputs of which some have not come yet. */
export const outputNotes = (details: StepDetails): readonly string[] =>
  details.type === 'tool_calls' &&
  details.tool_calls.some((call) => call.type === 'function' && call.function.output === null)
    ? ['Fill in what stands in <…>: what your functions return.']
    : []
