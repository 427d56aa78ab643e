import * as z from 'zod'
import {
  count,
  listOf,
  listParams,
  maybe,
  metadataParam,
  orOther,
  pageOf,
  requiredId,
  responseFormats,
  text,
  textUpTo,
} from './field'
import { contentSchema, threadParam, type CreateThreadParams } from './thread'
import { toolParam, toolSchema } from './tool'
import { givenOutputParam, toolOutputParam } from './tool-output'

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
  .extend({ assistant_id: requiredId, tool_output: givenOutputParam.nullable().default(null) })
  .refine(({ thread_id, thread }) => thread_id !== '' || thread !== null, {
    error: 'thread_id and thread cannot both be left out.',
    path: ['thread_id'],
  })
  .refine(({ thread }) => thread === null || thread.messages.length === 0 || thread.messages.at(-1)?.role === 'user', {
    error: 'the last message must be the user’s.',
    path: ['thread', 'messages'],
  })

type RunInput = z.input<typeof runParams>

/** What a run is asked for: a thread that there is, or the messages of one that it shall make, or both. */
export type RunParams = Omit<RunInput, 'stream' | 'thread_id' | 'thread'> &
  (
    | { readonly thread_id: string; readonly thread?: RunInput['thread'] }
    | { readonly thread_id?: undefined; readonly thread: CreateThreadParams }
  )

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

/** What a run that waits is waiting for: the outputs of these calls. */
const requiredActionSchema = z.looseObject({
  type: text,
  submit_tool_outputs: z
    .looseObject({ tool_calls: listOf(toolCallSchema) })
    .nullish()
    .transform((value) => value ?? { tool_calls: [] }),
})

const nothingNamed = { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: [] } }

/**
 * Statuses that a run or a step rests in or passes, but `requires_action`. Seen: queued, in_progress, completed,
 * cancelled.
 */
const statusesWithoutCalls = [
  'queued',
  'in_progress',
  'cancelling',
  'cancelled',
  'failed',
  'completed',
  'expired',
] as const

/** Every status that is known of runs and steps. Any other reads `other`, and is kept as `other_status`. */
export const statusWords = ['requires_action', ...statusesWithoutCalls] as const

/** The status of an object whose other fields do not depend on it; see `orOther`. */
export const statusSchema = z.enum([...statusWords, 'other'])

const runFields = {
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
  other_status: z.string().nullish(),
  last_error: lastErrorSchema,
  final_answer: maybe(finalAnswerSchema),
  created_at: count,
  started_at: count,
  expired_at: count,
  cancelled_at: count,
  failed_at: count,
  completed_at: count,
}

/**
 * A run. `status` tells the kinds apart: with `requires_action` there is a `required_action`. Times are Unix
 * milliseconds, 0 for what has not happened. `final_answer` comes with the answers of `run` only; a listed or
 * queried run has its words in the thread's messages.
 */
export const runResultSchema = z.preprocess(
  orOther('status', statusWords),
  z.discriminatedUnion('status', [
    z.looseObject({
      ...runFields,
      status: z.literal('requires_action'),
      required_action: requiredActionSchema.nullish().transform((value) => value ?? nothingNamed),
    }),
    z.looseObject({
      ...runFields,
      status: z.enum([...statusesWithoutCalls, 'other']),
      required_action: maybe(requiredActionSchema),
    }),
  ]),
)
export type RunResult = z.output<typeof runResultSchema>

export const runPage = pageOf(runResultSchema)
