import type { ChatRequest } from './chat-request'

/** A parameter that some endpoints refuse, and a request without it that means the same. */
export interface Concession {
  readonly parameter: string
  readonly makes: (request: ChatRequest) => ChatRequest
}

const without = (request: ChatRequest, parameter: keyof ChatRequest): ChatRequest => {
  const { [parameter]: _left, ...rest } = request
  return rest as ChatRequest
}

const withoutReasoning = (request: ChatRequest): ChatRequest => ({
  ...request,
  messages: request.messages.map(({ reasoning_content: _content, reasoning: _reasoning, ...message }) => message),
})

// What would change the meaning is not conceded: a temperature of 0.2 is sent or the run fails with the reason.
const concessions: readonly (Concession & { readonly applies: (request: ChatRequest) => boolean })[] = [
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
  {
    parameter: 'temperature',
    applies: (request) => request.temperature === 1,
    makes: (request) => without(request, 'temperature'),
  },
  {
    parameter: 'top_p',
    applies: (request) => request.top_p === 1,
    makes: (request) => without(request, 'top_p'),
  },
]

/** The parameter is known there, its value is not liked: to leave it out or to rename it would not help. */
const ABOUT_THE_VALUE = /too (?:large|big|high|long|small)|at most|maximum|exceed|greater than|less than|between/i

/** What may be left out of a request that was refused with these words, if anything. */
export function concessionFor(refusal: string, request: ChatRequest): Concession | undefined {
  if (ABOUT_THE_VALUE.test(refusal)) return undefined
  return concessions.find(({ parameter, applies }) => applies(request) && mentions(refusal, parameter))
}

const mentions = (refusal: string, parameter: string) =>
  refusal.includes(parameter) || (parameter === 'stream_options' && refusal.includes('include_usage'))
