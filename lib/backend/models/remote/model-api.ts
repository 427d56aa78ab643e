// The APIs in which endpoints are asked have much in common. This is what each has of its own.
import type { AnswerFrame } from './answer-frames'
import type { Adaptation } from './adaptations'
import type { Endpoint } from './endpoint-errors'
import type { ModelChunk, ModelInput } from '../model'

export interface ReadOptions {
  readonly input: ModelInput
  readonly endpoint: Endpoint
  /** The endpoint has said that the answer is finished: no more than usage is to come. */
  readonly onFinish: () => void
}

export type Frames = AsyncIterable<AnswerFrame> | Iterable<AnswerFrame>

export interface ModelApi<Request extends { readonly model: string }> {
  /** What follows the base URL. */
  readonly path: string
  readonly toRequest: (input: ModelInput) => Request
  /** Throws `ModelError` for an answer that failed or makes no sense, and what reading the frames throws. */
  readonly readAnswer: (frames: Frames, options: ReadOptions) => AsyncIterable<ModelChunk>
  /** What endpoints may refuse of a request. Of those that fit a refusal the first is made. */
  readonly adaptations: readonly Adaptation<Request>[]
}
