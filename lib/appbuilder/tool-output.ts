import * as z from 'zod'
import { requiredId } from './field'

/**
 * What a function gave back, as it may come: clients of other languages leave out what is empty. In an array of
 * outputs `run_id` may stay empty.
 */
export const toolOutputParam = z.object({
  tool_call_id: z.string().default(''),
  output: z.string().default(''),
  run_id: z.string().default(''),
})

/** More than any model reads. */
const MAX_OUTPUT_LENGTH = 1024 * 1024

/** The same as it may be sent: of a named call, and text. */
export const givenOutputParam = toolOutputParam.extend({
  tool_call_id: requiredId,
  output: z
    .string('must be a string. Send anything else as JSON text: JSON.stringify(value).')
    .max(MAX_OUTPUT_LENGTH, `must have at most ${MAX_OUTPUT_LENGTH} characters.`),
})

/** As requests come; `givenOutputsParams` is how they may be sent. */
export const submitToolOutputsParams = z.object({
  thread_id: requiredId,
  run_id: requiredId,
  tool_outputs: z.array(toolOutputParam).min(1, 'must have at least one output.'),
})

/** One output for each call. */
export const givenOutputsParams = submitToolOutputsParams.extend({
  tool_outputs: z
    .array(givenOutputParam)
    .min(1, 'must have at least one output.')
    .refine((outputs) => new Set(outputs.map(({ tool_call_id }) => tool_call_id)).size === outputs.length, {
      error: 'must have one output for each call: two of them name the same tool_call_id.',
    }),
})
export type SubmitToolOutputsParams = z.input<typeof givenOutputsParams>
