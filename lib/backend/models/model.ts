import type { ReasoningDetail, ReasoningField } from '@/lib/protocol/event'
import type { ModelPrice } from '@/lib/protocol/model-settings'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import type { ContentPart } from '@/lib/protocol/message'
import type { LastError, Run, Usage } from '@/lib/protocol/run'
import type { FunctionDefinition } from '@/lib/protocol/tool'

/** One turn of the conversation as a model reads it, oldest first. */
export type ChatTurn =
  | { readonly role: 'user'; readonly content: readonly ContentPart[] }
  | { readonly role: 'assistant'; readonly content: readonly ContentPart[]; readonly reasoning?: ReturnedReasoning }
  | { readonly role: 'calls'; readonly calls: readonly ChatCall[]; readonly reasoning?: ReturnedReasoning }

/** Reasoning that an endpoint gets back with what it came with, in the field and the structure in which it was sent. */
export interface ReturnedReasoning {
  /** Null where only the structure was sent. */
  readonly field: ReasoningField | null
  readonly text: string
  readonly details?: readonly ReasoningDetail[]
}

/** A function call of an earlier turn together with the answer it was given. */
export interface ChatCall {
  readonly id: string
  readonly name: string
  readonly arguments: string
  readonly output: string
  /** What its code has drawn. Only what has an address is shown to a model. */
  readonly pictures?: readonly CodePicture[]
}

export interface CodePicture {
  readonly file_id: string
  /** A `data:` address. */
  readonly url?: string
}

export interface ModelInput {
  readonly model: string
  readonly instructions: string
  readonly turns: readonly ChatTurn[]
  readonly functions: readonly FunctionDefinition[]
  /** Which of the functions are tools that are executed here, by their type. */
  readonly hosted?: Partial<Readonly<Record<'code_interpreter' | 'file_search', string>>>
  /** The endpoint has a code interpreter of its own, and the run is to use that one. */
  readonly runsCode?: boolean
  readonly tool_choice: Run['tool_choice']
  readonly parallel_tool_calls: boolean
  readonly response_format: Run['response_format']
  readonly temperature: number | null
  readonly top_p: number | null
  readonly reasoning_effort: Run['reasoning_effort']
  /** What is left of the run's budget for this turn; null without a limit. */
  readonly max_completion_tokens: number | null
  /** May the oldest turns be left out where they do not fit? Only with `auto`. */
  readonly truncation: Run['truncation_strategy']['type']
  /** Aborted when the run is cancelled, expires, or the server closes. */
  readonly signal: AbortSignal
}

/**
 * A piece of an answer. `call` pieces with one `index` belong together: the first has `id` and `name`, arguments are
 * appended.
 */
export type ModelChunk =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'refusal'; readonly text: string }
  /** What a model thinks before it answers. No part of the answer. */
  | {
      readonly type: 'reasoning'
      readonly text: string
      readonly field: ReasoningField | null
      readonly details?: readonly ReasoningDetail[]
    }
  /** What was asked differs from the input: it did not fit, or had what the endpoint refused. Comes first. */
  | { readonly type: 'adapted'; readonly left_out: number; readonly without: readonly string[] }
  | {
      readonly type: 'call'
      readonly index: number
      readonly id?: string
      readonly name?: string
      readonly arguments?: string
    }
  /** Code that the endpoint runs by itself: pieces with one `index` belong together, outputs come last. */
  | {
      readonly type: 'ran'
      readonly index: number
      /** Appended. */
      readonly code: string
      readonly outputs?: readonly RanOutput[]
    }
  | {
      readonly type: 'finish'
      readonly reason: FinishReason
      readonly usage: Usage | null
      /** Missing where the endpoint counted nothing: the usage is an estimate then. */
      readonly counted?: CountedTokens
    }

/** What code has put out at the endpoint; a picture by its address there, or as a file once it is kept here. */
export type RanOutput =
  | { readonly type: 'logs'; readonly logs: string }
  | { readonly type: 'image'; readonly url: string }
  | { readonly type: 'image_file'; readonly file_id: string }

/** Of the tokens that an endpoint counted; null where it does not say. */
export interface CountedTokens {
  /** Of the prompt, what it had in its cache. */
  readonly cached: number | null
  /** Of the answer, what nobody reads. */
  readonly reasoning: number | null
}

export type FinishReason = 'stop' | 'tool_calls' | 'length' | 'content_filter'

/** Answers one turn. Throws `ModelError` for what a run should tell in its `last_error`. */
export type Model = (input: ModelInput) => AsyncIterable<ModelChunk>

/** A model's failure in the words and codes of a run's `last_error`. */
export class ModelError extends Error {
  override readonly name: string = 'ModelError'
  constructor(
    readonly code: LastError['code'],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** A model together with what it asks of the engine around it. */
export interface ModelEntry {
  readonly answer: Model
  /** The host that it asks; undefined for a model of our own. */
  readonly endpoint?: string
  /** The origin and path that it asks: whatever asks one address shares its places. Its path is shown to nobody. */
  readonly address?: string
  /** Its endpoint runs code by itself, and somebody chose that it does. */
  readonly runsCode?: boolean
  /** What its tokens cost; undefined where nobody said it. */
  readonly price?: ModelPrice
  /** How long its runs stay queued before work begins, in milliseconds. */
  readonly queueMs?: number
  /** How long its runs may last from creation, in seconds; 600 unless said. */
  readonly lifetimeSeconds?: number
  /** A stand-in that follows rules; pages say so beside its answers. */
  readonly scripted?: boolean
}

export interface ModelRegistry {
  /** The names offered by `GET /v1/models`; `unlisted` says what becomes of others. */
  readonly names: readonly { readonly id: string; readonly owned_by: string }[]
  readonly defaultName: string
  /** What becomes of a run with another name than these. */
  readonly unlisted?: ConnectionInfo['unlisted_models'] | undefined
  find(name: string): ModelEntry
}
