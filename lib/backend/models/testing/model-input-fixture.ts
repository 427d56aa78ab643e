// What the tests of models share: an input with every field, and views of what a model wrote.
import type { FunctionDefinition } from '@/lib/protocol/tool'
import type { ChatTurn, ModelChunk, ModelInput } from '../model'
import { scriptInputOf } from '../scripted/script-input'
import type { RunScript } from '../scripted/script-thread'
import { scripts } from '../scripted/scripts'

export const user = (text: string): ChatTurn => ({
  role: 'user',
  content: [{ type: 'text', text: { value: text, annotations: [] } }],
})

export const inputOf = (overrides: Partial<ModelInput> = {}): ModelInput => ({
  model: 'some-model',
  instructions: '',
  turns: [user('Hi')],
  functions: [],
  tool_choice: 'auto',
  parallel_tool_calls: true,
  response_format: 'auto',
  temperature: null,
  top_p: null,
  reasoning_effort: null,
  max_completion_tokens: null,
  truncation: 'auto',
  signal: new AbortController().signal,
  ...overrides,
})

/** Scripts without their thread. */
export const runHere: RunScript = async (script, input) => scripts[script](scriptInputOf(input))

export async function chunksOf(answer: AsyncIterable<ModelChunk>): Promise<readonly ModelChunk[]> {
  const chunks: ModelChunk[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return chunks
}

export const textOfChunks = (chunks: readonly ModelChunk[]): string =>
  chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('')

export function callsOfChunks(chunks: readonly ModelChunk[]) {
  const calls: { id: string; name: string; arguments: string }[] = []
  for (const chunk of chunks) {
    if (chunk.type !== 'call') continue
    const call = (calls[chunk.index] ??= { id: '', name: '', arguments: '' })
    call.id += chunk.id ?? ''
    call.name += chunk.name ?? ''
    call.arguments += chunk.arguments ?? ''
  }
  return calls
}

export const weather: FunctionDefinition = {
  name: 'get_weather',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
