import type { AnswerFrame } from '../remote/answer-frames'
import { endingOf } from '../remote/answer-ending'
import { argumentsOf, BrokenCallError, createCallAssembly } from './call-assembly'
import {
  chatChunkSchema,
  countedIn,
  textOfContent,
  reasoningIn,
  toUsage,
  type CallFragment,
  type ChatChunk,
  type Delta,
} from './chat-chunk'
import { brokenAnswer, type Endpoint } from '../remote/endpoint-errors'
import { valueOfFrame } from '../remote/frame-value'
import { createMeter } from '../remote/meter'
import type { Frames, ReadOptions } from '../remote/model-api'
import { ModelError, type ModelChunk } from '../model'
import { createThinkTags } from './think-tags'

/** Reads the frames of a chat completion as an answer. Reads on after the finish, since usage comes last. */
export async function* readAnswer(frames: Frames, options: ReadOptions): AsyncGenerator<ModelChunk> {
  const { input, endpoint } = options
  const calls = createCallAssembly()
  const tags = createThinkTags()
  const meter = createMeter(endpoint)
  const end: End = { isReached: false, reason: undefined }
  let usage: ChatChunk['usage']
  try {
    for await (const chunk of chunksOf(frames, end, options)) {
      usage = chunk.usage ?? usage
      const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0)
      if (!choice) continue
      const delta = choice.delta ?? choice.message
      if (delta) {
        meter.hear(wordsIn(delta))
        yield* meter.measured(piecesOf(delta, { calls, tags }))
      }
      if (choice.finish_reason) reach(end, options, choice.finish_reason)
    }
    yield* meter.measured(tags.end())
    const state = { said: end.reason, calls: calls.state(), ...meter.written() }
    const reason = endingOf(state, endpoint)
    // What the token limit has cut short need not be whole.
    if (reason !== 'length') yield* meter.measured(calls.finish())
    yield usage
      ? { type: 'finish', reason, usage: toUsage(usage), counted: countedIn(usage) }
      : { type: 'finish', reason, usage: meter.estimate(input) }
  } catch (error) {
    if (!(error instanceof BrokenCallError)) throw error
    throw brokenAnswer(endpoint, error.message)
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

function chunkOf(frame: AnswerFrame, endpoint: Endpoint): ChatChunk {
  const result = chatChunkSchema.safeParse(valueOfFrame(frame, endpoint))
  if (result.success) return result.data
  const message = `The model endpoint ${endpoint.host} sent something that is not a chat-completions chunk.`
  throw new ModelError('server_error', message, { cause: result.error })
}
