import type { AnswerFrame } from './answer-frames'
import { createCallAssembly, BrokenCallError } from './call-assembly'
import { chatChunkSchema, toUsage, type ChatChunk } from './chat-chunk'
import { cutOff, reported, tooLong, type Endpoint } from './chat-errors'
import { ModelError, type FinishReason, type ModelChunk, type ModelInput } from './model'
import { countPromptTokens, countTokens } from './tokens'

interface ReadOptions {
  readonly input: ModelInput
  readonly endpoint: Endpoint
  /** The model has said that it is finished: no more than usage is to come. */
  readonly onFinish: () => void
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  length: 'length',
  content_filter: 'content_filter',
}

/** As much as a request to this server may carry by default. */
const MOST_OF_AN_ANSWER = 16 * 1024 * 1024

/** Reads the frames of a chat completion as an answer. Reads on after the finish, since usage comes last. */
export async function* readAnswer(
  frames: AsyncIterable<AnswerFrame> | Iterable<AnswerFrame>,
  { input, endpoint, onFinish }: ReadOptions,
): AsyncGenerator<ModelChunk> {
  const calls = createCallAssembly()
  const meter = createMeter(endpoint)
  let reason: string | undefined
  let usage: ReturnType<typeof toUsage>
  try {
    for await (const chunk of untilBroken(parsed(frames, endpoint), () => reason !== undefined)) {
      usage = toUsage(chunk.usage) ?? usage
      const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0)
      if (!choice) continue
      yield* meter.measured(piecesOf(choice.delta, calls))
      if (choice.finish_reason) {
        reason = choice.finish_reason
        onFinish()
      }
    }
    if (reason === undefined) throw cutOff(endpoint)
    if (reason === 'error') {
      throw new ModelError('server_error', `The model endpoint ${endpoint.host} gave up in the middle.`)
    }
    // What the token limit has cut short need not be whole.
    if (reason !== 'length') yield* meter.measured(calls.finish())
  } catch (error) {
    if (!(error instanceof BrokenCallError)) throw error
    throw new ModelError('server_error', `The model endpoint ${endpoint.host} sent a broken answer. ${error.message}`)
  }
  yield { type: 'finish', reason: finishOf(reason, calls.isEmpty()), usage: usage ?? estimate(input, meter.tokens()) }
}

type Delta = NonNullable<ChatChunk['choices']>[number]['delta']

function* piecesOf(delta: Delta, calls: ReturnType<typeof createCallAssembly>): Generator<ModelChunk> {
  if (delta?.content) yield { type: 'text', text: delta.content }
  if (delta?.refusal) yield { type: 'refusal', text: delta.refusal }
  for (const fragment of delta?.tool_calls ?? []) yield* calls.add(fragment)
}

/** Counts what is written, and ends an answer that is longer than any answer. */
function createMeter(endpoint: Endpoint) {
  let tokens = 0
  let bytes = 0
  return {
    tokens: () => tokens,
    *measured(pieces: Iterable<ModelChunk>): Generator<ModelChunk> {
      for (const piece of pieces) {
        for (const text of textsOf(piece)) {
          tokens += countTokens(text)
          bytes += Buffer.byteLength(text)
        }
        if (bytes > MOST_OF_AN_ANSWER) throw tooLong(endpoint, MOST_OF_AN_ANSWER)
        yield piece
      }
    },
  }
}

function textsOf(piece: ModelChunk): readonly string[] {
  if (piece.type === 'call') return [piece.name ?? '', piece.arguments ?? '']
  return piece.type === 'finish' ? [] : [piece.text]
}

/** Once the answer is finished only usage is missing; a line that breaks then does no harm. */
async function* untilBroken(chunks: AsyncIterable<ChatChunk>, isFinished: () => boolean): AsyncGenerator<ChatChunk> {
  try {
    yield* chunks
  } catch (error) {
    if (!isFinished()) throw error
  }
}

async function* parsed(
  frames: AsyncIterable<AnswerFrame> | Iterable<AnswerFrame>,
  endpoint: Endpoint,
): AsyncGenerator<ChatChunk> {
  for await (const { data } of frames) {
    // Nothing is said after it, and the end of the body is still read: the connection can be used again then.
    if (data.startsWith('[DONE]')) continue
    const value = valueOf(data, endpoint)
    const { error } = (value ?? {}) as { error?: unknown }
    if (error != null) throw reported(error, endpoint)
    const result = chatChunkSchema.safeParse(value)
    if (!result.success) {
      const message = `The model endpoint ${endpoint.host} sent something that is not a chat-completions chunk.`
      throw new ModelError('server_error', message, { cause: result.error })
    }
    yield result.data
  }
}

function valueOf(data: string, { host }: Endpoint): unknown {
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw new ModelError('server_error', `The model endpoint ${host} sent a chunk that is not JSON.`, { cause })
  }
}

/** Some endpoints say `stop` after calls; a reason of their own (`eos`, `end_turn`) is a plain end. */
function finishOf(reason: string, withoutCalls: boolean): FinishReason {
  const known = reasons[reason] ?? 'stop'
  return known === 'stop' && !withoutCalls ? 'tool_calls' : known
}

function estimate(input: ModelInput, written: number) {
  const prompt = countPromptTokens(input)
  return { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written }
}
