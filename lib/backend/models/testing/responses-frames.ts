// What an endpoint that speaks the Responses API sends, for tests.
import { readFileSync } from 'node:fs'
import { streamReply, type FakeReply } from './fake-chat-server'

/** A stream with a summary of reasoning, a text and two calls, as OpenAI writes it. */
export const recordedCalls = readFileSync(new URL('responses-calls.sse', import.meta.url), 'utf8')

export const completed = (fields: object = {}) => ({
  type: 'response.completed',
  response: { id: 'resp_1', object: 'response', status: 'completed', error: null, output: [], ...fields },
})

export const usage = (input: number, output: number) => ({
  usage: { input_tokens: input, output_tokens: output, total_tokens: input + output },
})

export const textDeltas = (...texts: readonly string[]) => [
  { type: 'response.created', response: { object: 'response', status: 'in_progress', error: null } },
  { type: 'response.output_item.added', output_index: 0, item: { type: 'message', id: 'msg_1', content: [] } },
  ...texts.map((delta) => ({ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta })),
]

export const messageDone = (text: string, index = 0) => ({
  type: 'response.output_item.done',
  output_index: index,
  item: { type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text }] },
})

interface FakeFunctionCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
}

const itemOf = (call: FakeFunctionCall) => ({
  ...{ type: 'function_call', id: `fc_${call.id}`, call_id: call.id },
  ...{ name: call.name, arguments: call.arguments },
})

/** Each call whole in the event that ends it. */
export const callItems = (calls: readonly FakeFunctionCall[], from = 0) =>
  calls.map((call, index) => ({
    type: 'response.output_item.done',
    output_index: from + index,
    item: itemOf(call),
  }))

export const reasoningItem = (item: object, index = 0) => ({
  type: 'response.output_item.done',
  output_index: index,
  item: { type: 'reasoning', id: 'rs_1', summary: [], status: 'completed', ...item },
})

/** A whole answer. Streams of this API end without `[DONE]`. */
export const responseReply = (frames: readonly object[], fields: object = {}): FakeReply =>
  streamReply([...frames, completed(fields)], 'closed')

export const saying = (text: string, fields: object = {}): FakeReply =>
  responseReply([...textDeltas(text), messageDone(text)], fields)
