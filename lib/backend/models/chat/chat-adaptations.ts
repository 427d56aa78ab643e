import type { ChatRequest } from './chat-request'

interface Rule {
  readonly parameter: string
  readonly applies: (request: ChatRequest) => boolean
  readonly makes: (request: ChatRequest) => ChatRequest
}

/** A parameter that some endpoints refuse, and a request without it. */
export interface Adaptation extends Rule {
  /** The request asks for something else then: only whoever runs the server may allow that. */
  readonly changesMeaning: boolean
}

const without = (request: ChatRequest, parameter: keyof ChatRequest): ChatRequest => {
  const { [parameter]: _left, ...rest } = request
  return rest as ChatRequest
}

const withoutReasoning = (request: ChatRequest): ChatRequest => ({
  ...request,
  messages: request.messages.map(({ reasoning_content: _content, reasoning: _reasoning, ...message }) => message),
})

const sameMeaning: readonly Rule[] = [
  {
    parameter: 'stream_options',
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

/** What MODEL_LEAVE_OUT may name. */
export const optionalParameters = [
  'response_format',
  'strict',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning_effort',
  'temperature',
  'top_p',
] as const
export type OptionalParameter = (typeof optionalParameters)[number]

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

/** The parameter is known there, its value is not liked: to leave it out or to rename it would not help. */
const ABOUT_THE_VALUE =
  /too (?:large|big|high|long|small)|at most|maximum|exceed|greater than|less than|between|invalid schema/i

/** What may be left out of a request that was refused with these words, if anything. */
export function adaptationFor(refusal: string, request: ChatRequest): Adaptation | undefined {
  if (ABOUT_THE_VALUE.test(refusal)) return undefined
  const fits = ({ parameter, applies }: Rule) => applies(request) && mentions(refusal, parameter)
  const harmless = sameMeaning.find(fits)
  const rule = harmless ?? otherMeaning.find(fits)
  return rule && { ...rule, changesMeaning: !harmless }
}

const mentions = (refusal: string, parameter: string) =>
  new RegExp(String.raw`(?<![a-z_])${parameter}(?![a-z_])`, 'i').test(refusal) ||
  (parameter === 'stream_options' && refusal.includes('include_usage'))
