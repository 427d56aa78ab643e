import { excessOfExtent, type Extent } from '@/lib/protocol/json-extent'
import type { AnswerFrame } from './answer-frames'
import { endingOf } from './answer-ending'
import { argumentsOf, BrokenCallError, createCallAssembly } from './call-assembly'
import {
  chatChunkSchema,
  textOfContent,
  reasoningIn,
  toUsage,
  type CallFragment,
  type ChatChunk,
  type Delta,
} from './chat-chunk'
import { reported, tooComplex, tooLong, type Endpoint } from './chat-errors'
import { ModelError, type ModelChunk, type ModelInput } from '../model'
import { errorIn } from './reported-error'
import { createThinkTags } from './think-tags'
import { countPromptTokens, countTokens } from '../tokens'

type Frames = AsyncIterable<AnswerFrame> | Iterable<AnswerFrame>

interface ReadOptions {
  readonly input: ModelInput
  readonly endpoint: Endpoint
  /** The endpoint has said that the answer is finished: no more than usage is to come. */
  readonly onFinish: () => void
}

/** As much as a request to this server may carry by default. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/** Of one frame. What is wrong with each of its values becomes an object of its own: 30,000 take some 0.2 s. */
const mostOfFrame: Extent = { levels: 100, values: 30_000 }

/** Reads the frames of a chat completion as an answer. Reads on after the finish, since usage comes last. */
export async function* readAnswer(frames: Frames, options: ReadOptions): AsyncGenerator<ModelChunk> {
  const { input, endpoint } = options
  const calls = createCallAssembly()
  const tags = createThinkTags()
  const meter = createMeter(endpoint)
  const end: End = { isReached: false, reason: undefined }
  let usage: ReturnType<typeof toUsage>
  try {
    for await (const chunk of chunksOf(frames, end, options)) {
      usage = toUsage(chunk.usage) ?? usage
      const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0)
      if (!choice) continue
      const delta = choice.delta ?? choice.message
      if (delta) {
        meter.hear(delta)
        yield* meter.measured(piecesOf(delta, { calls, tags }))
      }
      if (choice.finish_reason) reach(end, options, choice.finish_reason)
    }
    yield* meter.measured(tags.end())
    const state = { said: end.reason, calls: calls.state(), ...meter.written() }
    const reason = endingOf(state, endpoint)
    // What the token limit has cut short need not be whole.
    if (reason !== 'length') yield* meter.measured(calls.finish())
    yield { type: 'finish', reason, usage: usage ?? estimate(input, meter.tokens()) }
  } catch (error) {
    if (!(error instanceof BrokenCallError)) throw error
    throw new ModelError('server_error', `The model endpoint ${endpoint.host} sent a broken answer. ${error.message}`)
  }
}

/** What was said of the end, by a `finish_reason` or by `[DONE]`. */
interface End {
  isReached: boolean
  reason: string | undefined
}

function reach(end: End, { onFinish }: ReadOptions, reason?: string) {
  end.isReached = true
  end.reason = reason ?? end.reason
  onFinish()
}

interface Assemblies {
  readonly calls: ReturnType<typeof createCallAssembly>
  readonly tags: ReturnType<typeof createThinkTags>
}

function* piecesOf(delta: Delta, { calls, tags }: Assemblies): Generator<ModelChunk> {
  for (const thought of reasoningIn(delta)) yield { type: 'reasoning', ...thought }
  yield* tags.add(textOfContent(delta.content))
  if (delta.refusal) yield { type: 'refusal', text: delta.refusal }
  yield* calls.add(fragmentsOf(delta))
}

const fragmentsOf = ({ tool_calls, function_call }: Delta): readonly CallFragment[] =>
  tool_calls ?? (function_call ? [{ index: 0, function: function_call }] : [])

/** All text of it, also what is not handed on at once: names and arguments are held back until a call can be said. */
const wordsIn = (delta: Delta): readonly string[] => [
  ...reasoningIn(delta).flatMap(({ text, details }) => (details ? [text, JSON.stringify(details)] : [text])),
  textOfContent(delta.content),
  delta.refusal ?? '',
  ...fragmentsOf(delta).flatMap((fragment) => [fragment.function?.name ?? '', argumentsOf(fragment)]),
]

/** Counts what is written, and ends an answer that is longer than any answer: what is heard counts, said or not. */
function createMeter(endpoint: Endpoint) {
  let tokens = 0
  let bytes = 0
  const written = { hasText: false, hasReasoning: false }
  return {
    tokens: () => tokens,
    written: () => written,
    hear(delta: Delta) {
      for (const text of wordsIn(delta)) bytes += Buffer.byteLength(text)
      if (bytes > MAX_ANSWER_BYTES) throw tooLong(endpoint, MAX_ANSWER_BYTES)
    },
    *measured(pieces: Iterable<ModelChunk>): Generator<ModelChunk> {
      for (const piece of pieces) {
        for (const text of textsOf(piece)) tokens += countTokens(text)
        written.hasText ||= piece.type === 'text' || piece.type === 'refusal'
        written.hasReasoning ||= piece.type === 'reasoning'
        yield piece
      }
    },
  }
}

function textsOf(piece: ModelChunk): readonly string[] {
  if (piece.type === 'call') return [piece.name ?? '', piece.arguments ?? '']
  return 'text' in piece ? [piece.text] : []
}

/** Once the end was said only usage is missing; a line that breaks then does no harm. */
async function* chunksOf(frames: Frames, end: End, options: ReadOptions): AsyncGenerator<ChatChunk> {
  try {
    for await (const frame of frames) {
      // The end of the body is still read: the connection can be used again then.
      if (frame.data.startsWith('[DONE]')) reach(end, options)
      else yield chunkOf(frame, options.endpoint)
    }
  } catch (error) {
    if (!end.isReached) throw error
  }
}

function chunkOf({ data, event }: AnswerFrame, endpoint: Endpoint): ChatChunk {
  if (excessOfExtent(data, mostOfFrame)) throw tooComplex(endpoint, mostOfFrame)
  const value = valueOf(data, event)
  const error = errorIn(value, event)
  if (error !== undefined) throw reported(error, endpoint)
  if (value === undefined) {
    throw new ModelError('server_error', `The model endpoint ${endpoint.host} sent a chunk that is not JSON.`)
  }
  const result = chatChunkSchema.safeParse(value)
  if (result.success) return result.data
  const message = `The model endpoint ${endpoint.host} sent something that is not a chat-completions chunk.`
  throw new ModelError('server_error', message, { cause: result.error })
}

/** Undefined for what is not JSON; of an error event the text itself. */
function valueOf(data: string, event: string | undefined): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return event === 'error' ? data : undefined
  }
}

function estimate(input: ModelInput, written: number) {
  const prompt = countPromptTokens(input)
  return { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written }
}
