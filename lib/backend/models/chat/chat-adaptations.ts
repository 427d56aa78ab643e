import type OpenAI from 'openai'
import { DRAWN, REFUSES_PICTURES, withoutDrawn } from '../chat-turns'
import { named, optionalParameters, without, type Adaptation } from '../remote/adaptations'
import type { ChatRequest } from './chat-request'

type Rule = Pick<Adaptation<ChatRequest>, 'parameter' | 'applies' | 'makes'>

const withoutReasoning = (request: ChatRequest): ChatRequest => ({
  ...request,
  messages: request.messages.map(({ reasoning_content: _content, reasoning: _reasoning, ...message }) => message),
})

type Message = ChatRequest['messages'][number]

function withoutDrawnParts(message: Message): Message[] {
  if (message.role !== 'user' || typeof message.content === 'string') return [message]
  const content = withoutDrawn(message.content as (OpenAI.Chat.ChatCompletionContentPart & { text?: unknown })[])
  if (content.length === message.content.length) return [message]
  return content.length > 0 ? [{ ...message, content }] : []
}

const hasDrawn = ({ content }: Message) =>
  Array.isArray(content) && content.some((part) => 'text' in part && part.text === DRAWN)

const sameMeaning: readonly (Rule & { readonly said?: RegExp })[] = [
  {
    // The model is told what its code has said; to see what it has drawn is more than it was asked for.
    parameter: 'pictures of code',
    said: REFUSES_PICTURES,
    applies: ({ messages }) => messages.some(hasDrawn),
    makes: (request) => ({ ...request, messages: request.messages.flatMap(withoutDrawnParts) }),
  },
  {
    parameter: 'stream_options',
    said: named('stream_options', 'include_usage'),
    applies: (request) => request.stream_options != null,
    makes: (request) => without(request, 'stream_options'),
  },
  {
    parameter: 'reasoning_content',
    applies: (request) => request.messages.some((message) => message.reasoning_content !== undefined),
    makes: withoutReasoning,
  },
  {
    parameter: 'reasoning_details',
    applies: (request) => request.messages.some((message) => message.reasoning_details !== undefined),
    makes: (request) => ({
      ...request,
      messages: request.messages.map(({ reasoning_details: _details, ...message }) => message),
    }),
  },
  {
    parameter: 'max_completion_tokens',
    applies: (request) => request.max_completion_tokens != null,
    makes: (request) => ({
      ...without(request, 'max_completion_tokens'),
      max_tokens: request.max_completion_tokens ?? null,
    }),
  },
  {
    parameter: 'parallel_tool_calls',
    applies: (request) => request.parallel_tool_calls === true,
    makes: (request) => without(request, 'parallel_tool_calls'),
  },
]

const otherMeaning = optionalParameters.map((parameter): Rule => ({
  parameter,
  ...(parameter === 'strict'
    ? { applies: ({ tools = [] }) => tools.some(isStrict), makes: withoutStrict }
    : {
        applies: (request) => request[parameter] != null,
        makes: (request) => without(request, parameter),
      }),
}))

type Tool = NonNullable<ChatRequest['tools']>[number]

function isStrict(tool: Tool): boolean {
  return tool.type === 'function' && tool.function.strict === true
}

function withoutStrict(request: ChatRequest): ChatRequest {
  const tools = (request.tools ?? []).map((tool): Tool => {
    if (tool.type !== 'function') return tool
    const { strict: _strict, ...definition } = tool.function
    return { ...tool, function: definition }
  })
  return { ...request, tools }
}

export const chatAdaptations: readonly Adaptation<ChatRequest>[] = [
  ...sameMeaning.map((rule) => ({ said: named(rule.parameter), ...rule, changesMeaning: false })),
  ...otherMeaning.map((rule) => ({ said: named(rule.parameter), ...rule, changesMeaning: true })),
]
