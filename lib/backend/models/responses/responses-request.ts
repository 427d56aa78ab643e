import type OpenAI from 'openai'
import type { ContentPart } from '@/lib/protocol/message'
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { withoutResponses } from '@/lib/run/response-schema'
import { argumentsAsJson, DRAWN, drawnBy, isSetSampling, missingImage, textOf, toolChoiceNow } from '../chat-turns'
import type { ChatCall, ChatTurn, ModelInput, ReturnedReasoning } from '../model'
import { remembered } from '../remembered'
import { isCarriedItem, isCarriedPhase, type CarriedItem } from '../remote/carried-item'

type Item = OpenAI.Responses.ResponseInputItem
type Phase = NonNullable<OpenAI.Responses.EasyInputMessage['phase']>
type UserPart = OpenAI.Responses.ResponseInputContent
type FunctionTool = OpenAI.Responses.FunctionTool
/** Of the endpoint's own tools there is one that can be used: its file search has no files of ours. */
export type Tool = FunctionTool | OpenAI.Responses.Tool.CodeInterpreter

export interface ResponsesRequest extends OpenAI.Responses.ResponseCreateParamsStreaming {
  readonly model: string
  input: Item[]
  tools?: Tool[]
}

/** OpenAI takes no smaller limit; what is left of a run's budget may be less. */
const MIN_OUTPUT_TOKENS = 16

/**
 * A turn as a request of the Responses API. The conversation is sent whole and nothing is stored there: what a model
 * has thought comes back encrypted, and is given back with the outputs of its calls.
 */
export function toResponsesRequest(input: ModelInput): ResponsesRequest {
  const { instructions, functions, reasoning_effort: effort, max_completion_tokens: most } = input
  return {
    model: input.model,
    ...(instructions !== '' && { instructions }),
    input: toItems(input.turns),
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content', ...(input.runsCode ? (['code_interpreter_call.outputs'] as const) : [])],
    reasoning: { ...(effort != null && { effort }), summary: 'auto' },
    ...((functions.length > 0 || input.runsCode) && {
      tools: [...functions.map(toTool), ...(input.runsCode ? [CODE_INTERPRETER] : [])],
      parallel_tool_calls: input.parallel_tool_calls,
      ...toToolChoice(toolChoiceNow(input)),
    }),
    ...toTextFormat(input.response_format),
    ...(isSetSampling(input.temperature) && { temperature: input.temperature }),
    ...(isSetSampling(input.top_p) && { top_p: input.top_p }),
    ...(most !== null && { max_output_tokens: Math.max(MIN_OUTPUT_TOKENS, most) }),
  }
}

function toItems(turns: readonly ChatTurn[]): Item[] {
  const items: Item[] = []
  for (const turn of turns) {
    switch (turn.role) {
      case 'user':
        pushUser(items, turn.content.map(toUserPart))
        break
      case 'assistant':
        items.push(...toAnswer(textOf(turn.content), turn.reasoning))
        break
      case 'calls':
        items.push(...toCalls(turn))
        pushDrawn(items, turn.calls)
        break
      default:
        turn satisfies never
    }
  }
  return items
}

/** Many chat templates refuse two messages of one role in a row, and a run that failed leaves two of the user. */
function pushUser(items: Item[], content: UserPart[]) {
  const last = items.at(-1)
  if (last?.type === 'message' && last.role === 'user' && Array.isArray(last.content)) {
    ;(last.content as UserPart[]).push(...content)
  } else items.push({ type: 'message', role: 'user', content })
}

function pushDrawn(items: Item[], calls: readonly ChatCall[]) {
  const drawn = drawnBy(calls).flatMap((image_url): UserPart[] => [
    { type: 'input_text', text: DRAWN },
    { type: 'input_image', image_url, detail: 'auto' },
  ])
  if (drawn.length > 0) pushUser(items, drawn)
}

function toUserPart(part: ContentPart): UserPart {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text.value }
    case 'refusal':
      return { type: 'input_text', text: part.refusal }
    case 'image_url':
      return { type: 'input_image', image_url: part.image_url.url, detail: part.image_url.detail ?? 'auto' }
    case 'image_file':
      return { type: 'input_text', text: missingImage(part.image_file.file_id) }
    default:
      return part satisfies never
  }
}

/** What is only to be read by people stays here: of reasoning nothing goes back but the items themselves. */
const carriedIn = (reasoning: ReturnedReasoning | undefined): readonly CarriedItem[] =>
  (reasoning?.details ?? []).filter(isCarriedItem)

const itemsOf = (carried: readonly CarriedItem[]) => carried.map(({ item }) => item as unknown as Item)

/** The word may be newer than this program: it goes back as it came. Of several messages the last one's counts. */
const phaseIn = (reasoning: ReturnedReasoning | undefined) =>
  reasoning?.details?.findLast(isCarriedPhase)?.phase as Phase | undefined

function toAnswer(content: string, reasoning: ReturnedReasoning | undefined): readonly Item[] {
  const carried = carriedIn(reasoning)
  if (content === '') return itemsOf(carried)
  const phase = phaseIn(reasoning)
  return [
    ...itemsOf(carried.filter((each) => !each.after_text)),
    { type: 'message', role: 'assistant', content, ...(phase && { phase }) },
    ...itemsOf(carried.filter((each) => each.after_text)),
  ]
}

/** Each item stands before the call that it stood before. */
const toCalls = remembered(({ calls, reasoning }: Extract<ChatTurn, { role: 'calls' }>): readonly Item[] => {
  const carried = carriedIn(reasoning)
  return [
    ...calls.flatMap((call, index): Item[] => [
      ...itemsOf(carried.filter(({ after_calls }) => after_calls === index)),
      { type: 'function_call', call_id: call.id, name: call.name, arguments: argumentsAsJson(call.arguments) },
    ]),
    ...calls.map(({ id, output }): Item => ({ type: 'function_call_output', call_id: id, output })),
  ]
})

/** `strict` is said in any case: what is not said is strict there, and few schemas are made for that. */
const toTool = ({ name, description, parameters, strict }: FunctionDefinition): FunctionTool => ({
  type: 'function',
  name,
  ...(description && { description }),
  parameters: parameters ? withoutResponses(parameters).parameters : { type: 'object', properties: {} },
  strict: strict ?? false,
})

/** Each answer has a container of its own: nothing is stored there for the next one. */
const CODE_INTERPRETER: Tool = { type: 'code_interpreter', container: { type: 'auto' } }

function toToolChoice(choice: ModelInput['tool_choice']): Pick<ResponsesRequest, 'tool_choice'> {
  if (choice === 'none' || choice === 'required') return { tool_choice: choice }
  if (typeof choice === 'object' && choice.type === 'function') {
    return { tool_choice: { type: 'function', name: choice.function.name } }
  }
  // Only where it is the endpoint's: ours is a function.
  if (typeof choice === 'object' && choice.type === 'code_interpreter') return { tool_choice: { type: choice.type } }
  return {}
}

function toTextFormat(format: ModelInput['response_format']): Pick<ResponsesRequest, 'text'> {
  if (format === 'auto' || format.type === 'text') return {}
  if (format.type === 'json_object') return { text: { format } }
  const { name, schema = {}, description, strict } = format.json_schema
  return {
    text: {
      format: {
        ...{ type: 'json_schema', name, schema },
        ...(description && { description }),
        ...(strict != null && { strict }),
      },
    },
  }
}
