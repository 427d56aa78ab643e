// What a run is asked for on AppBuilder's wire, as the Assistants wire asks for it.
import type * as z from 'zod'
import type { runBody } from '@/lib/appbuilder/run'
import type { Assistant } from '@/lib/protocol/assistant'
import type { CreateRunBody } from '@/lib/protocol/run'
import type { AssistantExtras, FunctionExtras, RunExtras } from './extras-store'
import { functionExtrasOf, toWireTools } from './tools'

export type RunRequest = z.output<typeof runBody>

interface Asked {
  readonly request: RunRequest
  readonly assistant: Assistant
  readonly extras: AssistantExtras
}

/** What is kept of a run beside what the Assistants wire carries. */
export const runExtrasOf = ({ request, assistant, extras }: Asked): RunExtras => ({
  instructions: request.instructions || (assistant.instructions ?? ''),
  thought_instructions: request.thought_instructions || extras.thought_instructions,
  chat_instructions: request.chat_instructions || extras.chat_instructions,
  functions: request.tools.length > 0 ? functionExtrasOf(request.tools) : extras.functions,
  model_parameters: request.model_parameters,
  user_info: request.user_info,
  user_loc: request.user_loc,
  outputs: {},
})

/**
 * The body of the run. One call at a time: without a stream AppBuilder's clients answer a single call. `text` is what
 * SDKs send when nothing was said of a format, so it does not take the place of the assistant's own.
 */
export function toRunBody({ request, assistant, extras }: Asked): CreateRunBody {
  const { chat_parameters: sampling } = request.model_parameters ?? {}
  const additional = additionalOf(request, runExtrasOf({ request, assistant, extras }))
  return {
    assistant_id: assistant.id,
    metadata: request.metadata,
    parallel_tool_calls: false,
    ...(request.model && { model: request.model }),
    ...(request.instructions && { instructions: request.instructions }),
    ...(additional && { additional_instructions: additional }),
    ...(request.tools.length > 0 && { tools: toWireTools(request.tools) }),
    ...(request.response_format === 'json_object' && { response_format: { type: 'json_object' as const } }),
    ...(sampling && { temperature: sampling.temperature, top_p: sampling.top_p }),
  }
}

/** What the model is told beside the instructions: what AppBuilder has fields for and other models read as text. */
function additionalOf(request: RunRequest, extras: RunExtras): string {
  const { thought_instructions: thought, chat_instructions: chat } = extras
  return [
    thought && `How to think and choose functions:\n${thought}`,
    chat && `How to write the answer:\n${chat}`,
    userOf(request),
    ...Object.entries(extras.functions).map(describe),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** Names and places mean something to a model; ids, addresses and watermarks do not, and stay here. */
function userOf({ user_info: info, user_loc: place }: RunRequest): string {
  const known = { name: info?.name, nickname: info?.nickname, intro: info?.intro, location: place?.loc }
  const said = Object.entries(known).filter(([, value]) => value)
  return said.length > 0 ? `About the user: ${JSON.stringify(Object.fromEntries(said))}` : ''
}

function describe([name, { responses, examples }]: [string, FunctionExtras]): string {
  const lines = [
    responses && `The function ${name} returns: ${JSON.stringify(responses)}`,
    examples && `Examples of its use: ${JSON.stringify(examples)}`,
  ]
  return lines.filter(Boolean).join('\n')
}
