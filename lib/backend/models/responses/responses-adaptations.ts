import type OpenAI from 'openai'
import { DRAWN, REFUSES_PICTURES, withoutDrawn } from '../chat-turns'
import { named, without, type Adaptation } from '../remote/adaptations'
import type { ResponsesRequest } from './responses-request'

type Rule = Omit<Adaptation<ResponsesRequest>, 'changesMeaning'>

const hasReasoningItems = ({ input }: ResponsesRequest) => input.some(({ type }) => type === 'reasoning')
const isAnyStrict = ({ tools = [] }: ResponsesRequest) => tools.some((tool) => 'strict' in tool && tool.strict === true)

const sameMeaning: readonly Rule[] = [
  {
    // The model is told what its code has said; to see what it has drawn is more than it was asked for.
    parameter: 'pictures of code',
    said: REFUSES_PICTURES,
    applies: ({ input }) => input.some((item) => partsOf(item).some((part) => 'text' in part && part.text === DRAWN)),
    makes: (request) => ({ ...request, input: request.input.flatMap(withoutDrawnParts) }),
  },
  {
    // Encrypted for another key, or by a model that does not give it back.
    parameter: 'reasoning items',
    said: /reasoning['"`]? items?\b|of type ['"`]reasoning|encrypted[ _]content .*(?:verified|decrypted|parsed)|input\[\d+\]\.(?:encrypted_content|summary)/i,
    applies: hasReasoningItems,
    makes: (request) => ({ ...request, input: request.input.filter(({ type }) => type !== 'reasoning') }),
  },
  {
    parameter: 'phase',
    said: named('phase'),
    applies: ({ input }) => input.some((item) => 'phase' in item),
    makes: (request) => ({ ...request, input: request.input.map(withoutPhase) }),
  },
  {
    parameter: 'include',
    said: /(?<![a-z_])include(?![a-z_])|reasoning\.encrypted_content|encrypted content/i,
    applies: ({ include }) => include != null,
    makes: (request) => without(request, 'include'),
  },
  {
    parameter: 'reasoning.summary',
    said: /reasoning\.summary|reasoning summar/i,
    applies: ({ reasoning }) => reasoning?.summary != null,
    makes: ({ reasoning, ...request }) =>
      reasoning?.effort == null ? request : { ...request, reasoning: { effort: reasoning.effort } },
  },
  {
    parameter: 'reasoning',
    said: named('reasoning'),
    applies: ({ reasoning }) => reasoning != null && reasoning.effort == null,
    makes: (request) => without(request, 'reasoning'),
  },
  {
    parameter: 'strict',
    said: named('strict'),
    applies: (request) => (request.tools?.length ?? 0) > 0 && !isAnyStrict(request) && hasStrict(request),
    makes: withoutStrict,
  },
  {
    parameter: 'parallel_tool_calls',
    said: named('parallel_tool_calls'),
    applies: (request) => request.parallel_tool_calls === true,
    makes: (request) => without(request, 'parallel_tool_calls'),
  },
]

const otherMeaning: readonly Rule[] = [
  {
    parameter: 'response_format',
    said: /(?<![a-z_])(?:text\.format|response_format|json_schema)(?![a-z_])|(?:parameter|argument|field):? ['"`]?text(?![a-z_])/i,
    applies: ({ text }) => text?.format != null,
    makes: (request) => without(request, 'text'),
  },
  { parameter: 'strict', said: named('strict'), applies: isAnyStrict, makes: withoutStrict },
  {
    parameter: 'reasoning_effort',
    said: named('reasoning_effort', 'reasoning.effort', 'reasoning'),
    applies: ({ reasoning }) => reasoning?.effort != null,
    makes: (request) => without(request, 'reasoning'),
  },
  ...(['tool_choice', 'parallel_tool_calls', 'temperature', 'top_p'] as const).map((parameter): Rule => ({
    parameter,
    said: named(parameter),
    applies: (request) => request[parameter] != null,
    makes: (request) => without(request, parameter),
  })),
]

function withoutPhase(item: ResponsesRequest['input'][number]): ResponsesRequest['input'][number] {
  if (!('phase' in item)) return item
  const { phase: _phase, ...rest } = item
  return rest
}

type Item = ResponsesRequest['input'][number]
type UserPart = OpenAI.Responses.ResponseInputContent & { readonly text?: unknown }

const partsOf = (item: Item): readonly UserPart[] =>
  item.type === 'message' && Array.isArray(item.content) ? (item.content as UserPart[]) : []

function withoutDrawnParts(item: Item): Item[] {
  const parts = partsOf(item)
  const rest = withoutDrawn(parts)
  if (rest.length === parts.length) return [item]
  return rest.length > 0 ? [{ ...item, content: rest } as Item] : []
}

const hasStrict = ({ tools = [] }: ResponsesRequest) => tools.some((tool) => 'strict' in tool)

function withoutStrict({ tools = [], ...request }: ResponsesRequest): ResponsesRequest {
  // What is not said is not said, whatever the type of OpenAI's own package wants.
  return { ...request, tools: tools.map((tool) => ('strict' in tool ? without(tool, 'strict') : tool)) }
}

export const responsesAdaptations: readonly Adaptation<ResponsesRequest>[] = [
  ...sameMeaning.map((rule) => ({ ...rule, changesMeaning: false })),
  ...otherMeaning.map((rule) => ({ ...rule, changesMeaning: true })),
]
