// What of each object is relied on by whoever draws it.
import { messageStatuses, runStatuses, stepStatuses } from '@/lib/protocol/status'
import {
  byType,
  type Check,
  isId,
  isJson,
  isNumber,
  isSeconds,
  isText,
  listOf,
  maybe,
  oneOf,
  orNull,
  recordOf,
  shape,
} from './checks'

const isMetadata = maybe(recordOf(isText))
const isTime = maybe(isSeconds)

const isTool: Check = (tool) =>
  isJson(tool) &&
  isText(tool['type']) &&
  (tool['type'] !== 'function' ||
    shape({ name: isText, description: maybe(isText), parameters: maybe(isJson) })(tool['function']))

const isResources = maybe(
  shape({
    code_interpreter: maybe(shape({ file_ids: maybe(listOf(isText)) })),
    file_search: maybe(shape({ vector_store_ids: maybe(listOf(isText)) })),
  }),
)
export const isUsage = maybe(shape({ prompt_tokens: isNumber, completion_tokens: isNumber, total_tokens: isNumber }))
const isError = maybe(shape({ code: isText, message: isText }))

/** A word, or an object of a type; a schema in it is drawn as JSON. */
const isChoice = maybe(
  (value) => isText(value) || shape({ type: isText, function: maybe(shape({ name: isText })) })(value),
)
const isFormat = maybe(
  (value) => isText(value) || shape({ type: isText, json_schema: maybe(shape({ name: isText })) })(value),
)

export const isThread = shape({
  id: isId,
  object: oneOf('thread'),
  created_at: isSeconds,
  tool_resources: isResources,
  metadata: isMetadata,
})

export const isAssistant = shape({
  id: isId,
  object: oneOf('assistant'),
  created_at: isSeconds,
  name: maybe(isText),
  description: maybe(isText),
  model: isText,
  instructions: maybe(isText),
  tools: listOf(isTool),
  tool_resources: isResources,
  metadata: isMetadata,
})

export const isAnnotation = shape({
  type: isText,
  text: maybe(isText),
  start_index: maybe(isNumber),
  end_index: maybe(isNumber),
  file_citation: maybe(shape({ file_id: maybe(isText) })),
  file_path: maybe(shape({ file_id: maybe(isText) })),
})

const isPart = byType({
  text: shape({ value: isText, annotations: listOf(isAnnotation) }),
  image_file: shape({ file_id: isText }),
  image_url: shape({ url: isText }),
  refusal: isText,
})

export const isMessage = shape({
  id: isId,
  object: oneOf('thread.message'),
  created_at: isSeconds,
  thread_id: isText,
  status: oneOf(...messageStatuses),
  incomplete_details: maybe(shape({ reason: isText })),
  completed_at: isTime,
  incomplete_at: isTime,
  role: oneOf('user', 'assistant'),
  content: listOf(isPart),
  assistant_id: maybe(isText),
  run_id: maybe(isText),
  attachments: maybe(listOf(shape({ file_id: maybe(isText) }))),
  metadata: isMetadata,
})

const isAskedCall = shape({ id: isId, type: isText, function: shape({ name: isText, arguments: isText }) })

export const isRun = shape({
  id: isId,
  object: oneOf('thread.run'),
  created_at: isSeconds,
  thread_id: isText,
  assistant_id: isText,
  status: oneOf(...runStatuses),
  required_action: maybe(shape({ submit_tool_outputs: shape({ tool_calls: listOf(isAskedCall) }) })),
  last_error: isError,
  expires_at: isTime,
  started_at: isTime,
  cancelled_at: isTime,
  failed_at: isTime,
  completed_at: isTime,
  incomplete_details: maybe(shape({ reason: isText })),
  model: isText,
  instructions: isText,
  tools: listOf(isTool),
  tool_resources: isResources,
  metadata: isMetadata,
  usage: isUsage,
  temperature: maybe(isNumber),
  top_p: maybe(isNumber),
  max_prompt_tokens: maybe(isNumber),
  max_completion_tokens: maybe(isNumber),
  truncation_strategy: maybe(shape({ type: isText, last_messages: maybe(isNumber) })),
  tool_choice: isChoice,
  response_format: isFormat,
})

export const isFound = shape({
  file_id: isText,
  file_name: isText,
  score: isNumber,
  content: maybe(listOf(shape({ type: isText, text: isText }))),
})

const isCall: Check = (call) =>
  shape({ id: isId })(call) &&
  byType({
    function: shape({ name: isText, arguments: isText, output: orNull(isText) }),
    code_interpreter: shape({
      input: isText,
      outputs: listOf(byType({ logs: isText, image: shape({ file_id: isText }) })),
    }),
    file_search: shape({ results: maybe(listOf(isFound)) }),
  })(call)

export const isStep = shape({
  id: isId,
  object: oneOf('thread.run.step'),
  created_at: isSeconds,
  thread_id: isText,
  run_id: isText,
  status: oneOf(...stepStatuses),
  step_details: byType({ message_creation: shape({ message_id: isText }), tool_calls: listOf(isCall) }),
  last_error: isError,
  expired_at: isTime,
  cancelled_at: isTime,
  failed_at: isTime,
  completed_at: isTime,
  metadata: isMetadata,
  usage: isUsage,
})

export const isFile = shape({
  file: shape({ id: isId, bytes: isNumber, created_at: isSeconds, filename: isText, purpose: maybe(isText) }),
  base64: orNull((value) => typeof value === 'string' && /^[A-Za-z\d+/]*={0,2}$/.test(value)),
})
