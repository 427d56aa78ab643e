import * as z from 'zod'
import {
  count,
  listOf,
  listParams,
  maybe,
  metadataParam,
  pageOf,
  requiredId,
  responseFormats,
  text,
  textUpTo,
} from './field'
import { contentSchema, threadParam } from './thread'
import { toolParam, toolSchema } from './tool'

const within = (least: number, most: number) => {
  const message = `must be from ${least} to ${most}.`
  return z.number().min(least, message).max(most, message)
}

const samplingParam = (defaults: { readonly temperature: number; readonly top_p: number }) =>
  z.object({
    temperature: within(0, 1).nullable().default(defaults.temperature),
    top_p: within(0, 1).nullable().default(defaults.top_p),
    penalty_score: within(1, 2).nullable().default(1),
  })

const chatParam = samplingParam({ temperature: 0.8, top_p: 0.8 })
const thoughtParam = samplingParam({ temperature: 0.01, top_p: 0 })

const modelParametersParam = z.object({
  chat_parameters: chatParam.prefault({}),
  thought_parameters: thoughtParam.prefault({}),
})

const optionalText = z.string().nullable().default(null)

const userInfoParam = z.object({
  id: optionalText,
  name: optionalText,
  nickname: optionalText,
  watermark: optionalText,
  intro: optionalText,
  baidu_id: optionalText,
})

/** `loc` is JSON text, `uip` and `uipv6` are addresses. */
const userLocParam = z.object({ loc: optionalText, uip: optionalText, uipv6: optionalText })

/** What a function gave back. In an array of outputs `run_id` may stay empty. */
const toolOutputParam = z.object({
  tool_call_id: z.string().default(''),
  output: z.string().default(''),
  run_id: z.string().default(''),
})

/** The whole body of a run's request, in the order in which it is sent. `stream` is set by the call. */
export const runBody = z.object({
  thread_id: z.string().default(''),
  model: z.string().nullable().default(null),
  assistant_id: z.string().default(''),
  metadata: metadataParam.default({}),
  response_format: z.enum(responseFormats).default('text'),
  instructions: textUpTo(4096).nullable().default(null),
  thought_instructions: textUpTo(4096).nullable().default(null),
  chat_instructions: textUpTo(4096).nullable().default(null),
  stream: z.boolean().default(false),
  model_parameters: modelParametersParam.nullable().default(null),
  thread: threadParam.nullable().default(null),
  tools: z.array(toolParam).default([]),
  tool_output: toolOutputParam.nullable().default(null),
  user_info: userInfoParam.nullable().default(null),
  user_loc: userLocParam.nullable().default(null),
})

export const runParams = runBody
  .extend({ assistant_id: requiredId })
  .refine(({ thread_id, thread }) => thread_id !== '' || thread !== null, {
    error: 'thread_id and thread cannot both be left out.',
    path: ['thread_id'],
  })
  .refine(({ thread }) => thread === null || thread.messages.length === 0 || thread.messages.at(-1)?.role === 'user', {
    error: 'the last message must be the user’s.',
    path: ['thread', 'messages'],
  })
export type RunParams = Omit<z.input<typeof runParams>, 'stream'>

export const submitToolOutputsParams = z.object({
  thread_id: requiredId,
  run_id: requiredId,
  tool_outputs: z.array(toolOutputParam).min(1, 'must have at least one output.'),
})
export type SubmitToolOutputsParams = z.input<typeof submitToolOutputsParams>

/** `sync` waits until the run is cancelled. */
export const cancelRunParams = z.object({ thread_id: requiredId, run_id: requiredId, sync: z.boolean().default(false) })
export type CancelRunParams = z.input<typeof cancelRunParams>

export const listRunsParams = z.object({ thread_id: requiredId, ...listParams })
export type ListRunsParams = z.input<typeof listRunsParams>

export const runIdParams = z.object({ thread_id: requiredId, run_id: requiredId })
export type RunIdParams = z.input<typeof runIdParams>

export const toolCallSchema = z.looseObject({
  id: text,
  type: text,
  /** `arguments` is JSON text; `output` is "" until the call was answered. */
  function: maybe(z.looseObject({ name: text, arguments: text, output: text })),
})
export type AppBuilderToolCall = z.output<typeof toolCallSchema>

/** Why something failed. Some answers carry a bare string here, and an empty one where nothing failed. */
export const lastErrorSchema = z
  .union([z.looseObject({ type: text, message: text }), z.string()])
  .nullish()
  .transform((value) => (typeof value === 'string' ? (value ? { type: '', message: value } : null) : (value ?? null)))

/** SDKs before 0.9.5 were sent one content object here, later ones an array: read as an array either way. */
const finalAnswerSchema = z.looseObject({
  type: text,
  message: maybe(
    z.looseObject({
      message_id: text,
      content: z
        .union([z.array(contentSchema), contentSchema.transform((content) => [content])])
        .nullish()
        .transform((value) => value ?? []),
    }),
  ),
})

/**
 * A run. Times are Unix milliseconds, 0 for what has not happened. `final_answer` comes with the answers of `run` only;
 * a listed or queried run has its words in the thread's messages. Statuses seen: queued, in_progress, requires_action,
 * completed, cancelled; implied: cancelling, failed, expired.
 */
export const runResultSchema = z.looseObject({
  id: text,
  object: text,
  assistant_id: text,
  thread_id: text,
  model: text,
  instructions: text,
  thought_instructions: text,
  chat_instructions: text,
  tools: listOf(toolSchema),
  file_ids: listOf(z.string()),
  status: text,
  required_action: maybe(
    z.looseObject({
      type: text,
      submit_tool_outputs: maybe(z.looseObject({ tool_calls: listOf(toolCallSchema) })),
    }),
  ),
  last_error: lastErrorSchema,
  final_answer: maybe(finalAnswerSchema),
  created_at: count,
  started_at: count,
  expired_at: count,
  cancelled_at: count,
  failed_at: count,
  completed_at: count,
})
export type RunResult = z.output<typeof runResultSchema>

export const runPage = pageOf(runResultSchema)
