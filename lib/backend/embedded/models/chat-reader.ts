import { createCallAssembly, BrokenCallError } from './call-assembly'
import { chatChunkSchema, toUsage, type ChatChunk } from './chat-chunk'
import { cutOff, type Endpoint } from './chat-errors'
import { ModelError, type FinishReason, type ModelChunk, type ModelInput } from './model'
import { countPromptTokens, countTokens } from './tokens'

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  length: 'length',
  content_filter: 'content_filter',
}

/** Reads the chunks of a chat-completions stream as an answer. Reads on after the finish, since usage comes last. */
export async function* readAnswer(
  chunks: AsyncIterable<unknown>,
  input: ModelInput,
  endpoint: Endpoint,
): AsyncGenerator<ModelChunk> {
  const calls = createCallAssembly()
  let reason: string | undefined
  let usage: ReturnType<typeof toUsage>
  let written = 0
  try {
    for await (const chunk of parsed(
      untilBroken(chunks, () => reason !== undefined),
      endpoint,
    )) {
      usage = toUsage(chunk.usage) ?? usage
      const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0)
      if (!choice) continue
      for (const piece of piecesOf(choice.delta, calls)) {
        written += countPiece(piece)
        yield piece
      }
      reason = choice.finish_reason || reason
    }
    if (reason === undefined) throw cutOff(endpoint)
    if (reason === 'error') {
      throw new ModelError('server_error', `The model endpoint ${endpoint.host} gave up in the middle.`)
    }
    // What the token limit has cut short need not be whole.
    if (reason !== 'length') {
      for (const piece of calls.finish()) {
        written += countPiece(piece)
        yield piece
      }
    }
  } catch (error) {
    if (!(error instanceof BrokenCallError)) throw error
    throw new ModelError('server_error', `The model endpoint ${endpoint.host} sent a broken answer. ${error.message}`)
  }
  yield { type: 'finish', reason: finishOf(reason, calls.isEmpty()), usage: usage ?? estimate(input, written) }
}

type Delta = NonNullable<ChatChunk['choices']>[number]['delta']

function* piecesOf(delta: Delta, calls: ReturnType<typeof createCallAssembly>): Generator<ModelChunk> {
  if (delta?.content) yield { type: 'text', text: delta.content }
  if (delta?.refusal) yield { type: 'refusal', text: delta.refusal }
  for (const fragment of delta?.tool_calls ?? []) yield* calls.add(fragment)
}

/** Once the answer is finished only usage is missing; a line that breaks then does no harm. */
async function* untilBroken(chunks: AsyncIterable<unknown>, isFinished: () => boolean): AsyncGenerator<unknown> {
  try {
    yield* chunks
  } catch (error) {
    if (!isFinished()) throw error
  }
}

async function* parsed(chunks: AsyncIterable<unknown>, { host }: Endpoint): AsyncGenerator<ChatChunk> {
  for await (const chunk of chunks) {
    const result = chatChunkSchema.safeParse(chunk)
    if (!result.success) {
      const message = `The model endpoint ${host} sent something that is not a chat-completions chunk.`
      throw new ModelError('server_error', message, { cause: result.error })
    }
    yield result.data
  }
}

/** Some endpoints say `stop` after calls; a reason of their own (`eos`, `end_turn`) is a plain end. */
function finishOf(reason: string, withoutCalls: boolean): FinishReason {
  const known = reasons[reason] ?? 'stop'
  return known === 'stop' && !withoutCalls ? 'tool_calls' : known
}

const countPiece = (piece: ModelChunk): number => {
  if (piece.type === 'call') return countTokens(piece.name ?? '') + countTokens(piece.arguments ?? '')
  return piece.type === 'finish' ? 0 : countTokens(piece.text)
}

function estimate(input: ModelInput, written: number) {
  const prompt = countPromptTokens(input)
  return { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written }
}
