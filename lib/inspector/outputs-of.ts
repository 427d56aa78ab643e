import type { StepDetails } from '@/lib/protocol/step'
import { callInShort } from './call-in-short'

/** A round is answered whole: one output for each of its calls. What has not come yet is marked as to be filled in. */
export const outputsOf = (details: StepDetails) =>
  details.type !== 'tool_calls'
    ? []
    : details.tool_calls.flatMap((call) =>
        call.type === 'function'
          ? [{ tool_call_id: call.id, output: call.function.output ?? `<the output of ${callInShort(call)}>` }]
          : [],
      )

/** What is to be said above outputs of which some have not come yet. */
export const outputNotes = (details: StepDetails): readonly string[] =>
  details.type === 'tool_calls' &&
  details.tool_calls.some((call) => call.type === 'function' && call.function.output === null)
    ? ['Fill in what stands in <…>: what your functions return.']
    : []
