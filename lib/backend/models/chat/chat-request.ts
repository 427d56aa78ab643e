import type OpenAI from 'openai'
import type { ReasoningDetail, ReasoningField } from '@/lib/protocol/event'
import type { ContentPart } from '@/lib/protocol/message'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { withoutResponses } from '@/lib/run/response-schema'
import { argumentsAsJson, DRAWN, drawnBy, isSetSampling, missingImage, textOf, toolChoiceNow } from '../chat-turns'
import type { ChatTurn, ReturnedReasoning, ModelInput } from '../model'
import { remembered } from '../remembered'
import { isCarriedItem, isCarriedPhase } from '../remote/carried-item'

/** Reasoning has no place in OpenAI's own messages. */
type WithReasoning = Partial<Record<ReasoningField, string>> & { reasoning_details?: readonly ReasoningDetail[] }
type ChatMessage = OpenAI.Chat.ChatCompletionMessageParam & WithReasoning
type AssistantMessage = OpenAI.Chat.ChatCompletionAssistantMessageParam & WithReasoning
export interface ChatRequest extends OpenAI.Chat.ChatCompletionCreateParamsStreaming {
  messages: ChatMessage[]
}
type UserPart = OpenAI.Chat.ChatCompletionContentPart

/**
 * A turn as a chat-completions request. What stands at its default is left out: the fewer parameters, the more
 * endpoints understand the request.
 */
export function toChatRequest(input: ModelInput): ChatRequest {
  const withFunctions = input.functions.length > 0
  return {
    model: input.model,
    messages: toMessages(input),
    stream: true,
    stream_options: { include_usage: true },
    ...(withFunctions && {
      tools: input.functions.map(toTool),
      parallel_tool_calls: input.parallel_tool_calls,
      ...toToolChoice(toolChoiceNow(input)),
    }),
    ...toResponseFormat(input.response_format),
    ...(isSetSampling(input.temperature) && { temperature: input.temperature }),
    ...(isSetSampling(input.top_p) && { top_p: input.top_p }),
    ...(input.reasoning_effort != null && { reasoning_effort: input.reasoning_effort }),
    ...(input.max_completion_tokens !== null && { max_completion_tokens: input.max_completion_tokens }),
  }
}

function toMessages({ instructions, turns }: ModelInput): ChatMessage[] {
  const messages: ChatMessage[] = instructions === '' ? [] : [{ role: 'system', content: instructions }]
  for (const turn of turns) {
    switch (turn.role) {
      case 'user':
        pushUser(messages, toUserContent(turn.content))
        break
      case 'assistant':
        pushAnswer(messages, textOf(turn.content), turn.reasoning)
        break
      case 'calls':
        pushCalls(messages, turn)
        break
      default:
        turn satisfies never
    }
  }
  return messages
}

/** Many chat templates refuse two messages of one role in a row, and a run that failed leaves two of the user. */
function pushUser(messages: ChatMessage[], content: string | UserPart[]) {
  const last = messages.at(-1)
  if (last?.role !== 'user') return void messages.push({ role: 'user', content })
  if (typeof last.content === 'string' && typeof content === 'string') last.content += `\n\n${content}`
  else last.content = [...toParts(last.content), ...toParts(content)]
}

const toParts = (content: string | UserPart[]): UserPart[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

function pushAnswer(messages: ChatMessage[], content: string, reasoning: ReturnedReasoning | undefined) {
  if (content === '') return
  const last = messages.at(-1)
  if (last?.role === 'assistant' && typeof last.content === 'string') last.content += `\n\n${content}`
  else messages.push({ role: 'assistant', content, ...fieldsOf(reasoning) })
}

/** The reasoning of a message, behind what the message it is written into has of it already. */
function fieldsOf(reasoning: ReturnedReasoning | undefined, written?: ChatMessage) {
  const { field = null, text = '' } = reasoning ?? {}
  // An endpoint that was asked in another way before had a structure of its own.
  const details = (reasoning?.details ?? []).filter((detail) => !isCarriedItem(detail) && !isCarriedPhase(detail))
  return {
    ...(field && { [field]: (written?.[field] ?? '') + text }),
    ...(details.length > 0 && { reasoning_details: [...(written?.reasoning_details ?? []), ...details] }),
  }
}

type CallsTurn = Extract<ChatTurn, { role: 'calls' }>

interface CallMessages {
  readonly asked: AssistantMessage
  readonly answered: readonly ChatMessage[]
  readonly drawn: UserPart[]
}

/** Calls as they stand where no text was written with them. */
const messagesOfCalls = remembered(({ calls, reasoning }: CallsTurn): CallMessages => ({
  asked: {
    role: 'assistant',
    content: null,
    ...fieldsOf(reasoning),
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: argumentsAsJson(call.arguments) },
    })),
  },
  answered: calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: call.output })),
  drawn: drawnBy(calls).flatMap((url): UserPart[] => [
    { type: 'text', text: DRAWN },
    { type: 'image_url', image_url: { url } },
  ]),
}))

/** Calls belong to the text that was written with them: some endpoints refuse two assistant messages in a row. */
function pushCalls(messages: ChatMessage[], turn: CallsTurn) {
  const { asked, answered, drawn } = messagesOfCalls(turn)
  const last = messages.at(-1)
  if (last?.role === 'assistant' && !last.tool_calls) {
    messages.pop()
    messages.push({ ...last, ...fieldsOf(turn.reasoning, last), tool_calls: asked.tool_calls })
  } else messages.push(asked)
  for (const message of answered) messages.push(message)
  if (drawn.length > 0) pushUser(messages, drawn)
}

/** Plain text stays a string: many endpoints take nothing else. */
function toUserContent(content: readonly ContentPart[]): string | UserPart[] {
  if (content.every((part) => part.type === 'text' || part.type === 'refusal')) return textOf(content)
  return content.map((part): UserPart => {
    switch (part.type) {
      case 'text':
        return { type: 'text', text: part.text.value }
      case 'refusal':
        return { type: 'text', text: part.refusal }
      case 'image_url':
        return { type: 'image_url', image_url: part.image_url }
      case 'image_file':
        return { type: 'text', text: missingImage(part.image_file.file_id) }
      default:
        return part satisfies never
    }
  })
}

function toTool({ name, description, parameters, strict }: FunctionDefinition): OpenAI.Chat.ChatCompletionTool {
  return {
    type: 'function',
    function: {
      name,
      ...(description && { description }),
      // What it returns is said to pages; some endpoints refuse keywords that they do not know.
      ...(parameters && { parameters: withoutResponses(parameters).parameters }),
      ...(strict && { strict }),
    },
  }
}

function toToolChoice(choice: ModelInput['tool_choice']): Pick<ChatRequest, 'tool_choice'> {
  if (choice === 'none' || choice === 'required') return { tool_choice: choice }
  if (typeof choice === 'object' && choice.type === 'function') return { tool_choice: choice }
  return {}
}

function toResponseFormat(format: ModelInput['response_format']): Pick<ChatRequest, 'response_format'> {
  return format === 'auto' || format.type === 'text' ? {} : { response_format: format }
}
