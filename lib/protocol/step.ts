import * as z from 'zod'
import { metadataSchema } from './metadata'
import { stepStatuses } from './status'

/** A function call inside a step. `output` is null until it was submitted, then exactly the submitted string. */
const functionToolCallSchema = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string(), output: z.string().nullable() }),
})
export type FunctionToolCall = z.infer<typeof functionToolCallSchema>

const codeOutputSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('logs'), logs: z.string() }),
  z.object({ type: z.literal('image'), image: z.object({ file_id: z.string() }) }),
])
export type CodeOutput = z.infer<typeof codeOutputSchema>

const codeInterpreterToolCallSchema = z.object({
  id: z.string(),
  type: z.literal('code_interpreter'),
  code_interpreter: z.object({ input: z.string(), outputs: z.array(codeOutputSchema) }),
})

export type CodeInterpreterCall = z.infer<typeof codeInterpreterToolCallSchema>

const rankingOptionsSchema = z.looseObject({ ranker: z.string(), score_threshold: z.number() })
export type RankingOptions = z.infer<typeof rankingOptionsSchema>

/** `content` is on the wire only for those who ask for it with `include[]`. */
const searchResultSchema = z.looseObject({
  file_id: z.string(),
  file_name: z.string(),
  score: z.number().min(0).max(1),
  content: z.array(z.looseObject({ type: z.literal('text'), text: z.string() })).optional(),
})
export type SearchResult = z.infer<typeof searchResultSchema>

const fileSearchToolCallSchema = z.object({
  id: z.string(),
  type: z.literal('file_search'),
  file_search: z.looseObject({
    ranking_options: rankingOptionsSchema.optional(),
    results: z.array(searchResultSchema).optional(),
  }),
})
export type FileSearchCall = z.infer<typeof fileSearchToolCallSchema>

const toolCallSchema = z.discriminatedUnion('type', [
  functionToolCallSchema,
  codeInterpreterToolCallSchema,
  fileSearchToolCallSchema,
])
export type ToolCall = z.infer<typeof toolCallSchema>

const stepDetailsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_creation'), message_creation: z.object({ message_id: z.string() }) }),
  z.object({ type: z.literal('tool_calls'), tool_calls: z.array(toolCallSchema) }),
])
export type StepDetails = z.infer<typeof stepDetailsSchema>

const stepSchema = z.object({
  id: z.string(),
  object: z.literal('thread.run.step'),
  created_at: z.int(),
  assistant_id: z.string(),
  thread_id: z.string(),
  run_id: z.string(),
  type: z.enum(['message_creation', 'tool_calls']),
  status: z.enum(stepStatuses),
  step_details: stepDetailsSchema,
  last_error: z.object({ code: z.enum(['server_error', 'rate_limit_exceeded']), message: z.string() }).nullable(),
  expires_at: z.int().nullable(),
  expired_at: z.int().nullable(),
  cancelled_at: z.int().nullable(),
  failed_at: z.int().nullable(),
  completed_at: z.int().nullable(),
  metadata: metadataSchema,
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }).nullable(),
})
export type Step = z.infer<typeof stepSchema>
