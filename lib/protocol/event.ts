import type { ErrorBody } from './error'
import type { ContentPart, Message } from './message'
import type { RuleKind } from './responder-limits'
import type { Run, Usage } from './run'
import type { RankingOptions, SearchResult, Step, ToolCall } from './step'
import type { MessageStatus, RunStatus, StepStatus } from './status'
import type { Thread } from './thread'

/** A content part as deltas carry it: every string in it is to be appended, `index` says where. */
export interface ContentPartDelta {
  readonly index: number
  readonly type: ContentPart['type']
  readonly text?: { readonly value?: string; readonly annotations?: readonly unknown[] }
  readonly image_file?: { readonly file_id?: string }
  readonly image_url?: { readonly url?: string }
  readonly refusal?: string
}

export interface MessageDelta {
  readonly id: string
  readonly object: 'thread.message.delta'
  readonly delta: { readonly role?: Message['role']; readonly content?: readonly ContentPartDelta[] }
}

/** An output of code as deltas carry it: a text is appended to what stands at its `index`, a `file_id` is sent once. */
export type CodeOutputDelta =
  | { readonly index: number; readonly type: 'logs'; readonly logs?: string }
  | { readonly index: number; readonly type: 'image'; readonly image?: { readonly file_id?: string } }

/** What a search has found, as deltas carry it: each result once and whole. */
export interface FileSearchDelta {
  readonly ranking_options?: RankingOptions
  readonly results?: readonly (SearchResult & { readonly index: number })[]
}

/** A tool call as deltas carry it. `id` and `name` are sent once: clients concatenate strings. */
export interface ToolCallDelta {
  readonly index: number
  readonly id?: string
  readonly type: ToolCall['type']
  readonly function?: { readonly name?: string; readonly arguments?: string; readonly output?: string | null }
  readonly code_interpreter?: { readonly input?: string; readonly outputs?: readonly CodeOutputDelta[] }
  readonly file_search?: FileSearchDelta
}

export interface StepDelta {
  readonly id: string
  readonly object: 'thread.run.step.delta'
  readonly delta: {
    readonly step_details:
      | { readonly type: 'message_creation'; readonly message_creation?: { readonly message_id?: string } }
      | { readonly type: 'tool_calls'; readonly tool_calls?: readonly ToolCallDelta[] }
  }
}

type RunEventName = `thread.run.${'created' | RunStatus}`
type StepEventName = `thread.run.step.${'created' | StepStatus}`
type MessageEventName = `thread.message.${'created' | MessageStatus}`

/**
 * Every frame a run's stream may carry, but for the closing `done`. Three verbs: put an object, patch it, record an
 * error.
 */
export type StreamEvent =
  | { readonly event: 'thread.created'; readonly data: Thread }
  | { readonly event: RunEventName; readonly data: Run }
  | { readonly event: StepEventName; readonly data: Step }
  | { readonly event: 'thread.run.step.delta'; readonly data: StepDelta }
  | { readonly event: MessageEventName; readonly data: Message }
  | { readonly event: 'thread.message.delta'; readonly data: MessageDelta }
  | { readonly event: 'error'; readonly data: { readonly error: ErrorBody } }

export type StreamEventName = StreamEvent['event']

/** The fields in which endpoints send reasoning and take it back. */
export type ReasoningField = 'reasoning_content' | 'reasoning'

/** A piece of reasoning in the endpoint's own structure (OpenRouter's `reasoning_details`), some of it encrypted. */
export type ReasoningDetail = Readonly<Record<string, unknown>>

/** More of a model's reasoning before the step. The step may begin later, or never. */
export interface ReasoningDelta {
  readonly object: 'playground.reasoning.delta'
  readonly step_id: string
  readonly text: string
  /** Null for reasoning that came in a way in which it is not given back. */
  readonly field: ReasoningField | null
  /** The same with its structure, where the endpoint sent it so and gets it back so. */
  readonly details?: readonly ReasoningDetail[]
}

/** How the request that a step answers was changed, because its endpoint did not take it as it was. */
export interface RequestAdapted {
  readonly object: 'playground.request.adapted'
  readonly step_id: string
  /** How many of the oldest messages and rounds of calls did not fit the model's context. */
  readonly left_out: number
  /** Parameters that were refused. */
  readonly without: readonly string[]
}

/** An exact amount: a decimal number and its currency, a code or any other short text. */
export interface Money {
  readonly currency: string
  readonly amount: string
}

/** What a model's endpoint counted of one answer beside its usage, and what that cost by the price at that moment. */
export interface TurnCounted {
  readonly object: 'playground.turn.counted'
  /** The last step of the answer; its usage is that of the whole answer. */
  readonly step_id: string
  /** Null where the endpoint does not say. */
  readonly cached_tokens: number | null
  readonly reasoning_tokens: number | null
  /** Null where no price was known. */
  readonly cost: Money | null
  /** The endpoint counted nothing: the usage itself is this server's estimate. */
  readonly is_estimated?: true
}

/** A call of a hosted tool as its model wrote it. */
export interface WrittenCall {
  readonly id: string
  /** The name of the function under which the model knows the tool. */
  readonly name: string
  readonly arguments: string
}

/** All calls of a turn are written whole. Whoever takes the run up from here need not ask the model again. */
export interface CallsWritten {
  readonly object: 'playground.calls.written'
  readonly step_id: string
  /** Of the turn. */
  readonly usage: Usage
  /** Those of hosted tools, in their order on the step. */
  readonly calls: readonly WrittenCall[]
}

/** A file that code has written, and where it stood for it. */
export interface WrittenFile {
  /** As `/mnt/data/report.csv`. */
  readonly path: string
  readonly file_id: string
}

/** A hosted tool has answered a call: what the model reads of it. What the protocol shows stands on the step. */
export interface CallAnswered {
  readonly object: 'playground.call.answered'
  readonly step_id: string
  readonly call_id: string
  readonly output: string
  readonly files?: readonly WrittenFile[]
  /** So many outputs on the step are of an execution that broke off before this one. */
  readonly outputs_from?: number
}

/** What is known of a step beside the protocol: in the log of its run, and in no stream of the wire. */
export type NoteEvent =
  | { readonly event: 'playground.reasoning.delta'; readonly data: ReasoningDelta }
  | { readonly event: 'playground.request.adapted'; readonly data: RequestAdapted }
  | { readonly event: 'playground.turn.counted'; readonly data: TurnCounted }
  | { readonly event: 'playground.calls.written'; readonly data: CallsWritten }
  | { readonly event: 'playground.call.answered'; readonly data: CallAnswered }

/** The rule that answers a call, as it was called then. */
export interface RuleLabel {
  readonly id: string
  readonly name: string
  readonly kind: RuleKind
}

/** What becomes of a call of a function that a responder answers. */
export interface ResponderTold {
  readonly object: 'playground.responder.told'
  readonly call_id: string
  readonly function: string
  /**
   * `asked`: a rule would answer it, and a person is to say so. `working`: a rule is at it, perhaps with progress.
   * `answered`: the output is known; it is submitted when all calls of the run have theirs. `declined`: so it is, and
   * says that a person did not allow it; without an output, as earlier versions told it, a person writes one. `failed`:
   * the run goes on waiting for a person.
   */
  readonly status: 'asked' | 'working' | 'answered' | 'failed' | 'declined'
  /** Null where no rule of the function applies. */
  readonly rule: RuleLabel | null
  readonly output?: string
  /** Why it failed, in English. */
  readonly failure?: string
  /** How long the rule took. */
  readonly ms?: number
  readonly progress?: ResponderProgress
  /** What it wrote on its way, such as a script to the console. */
  readonly logs?: readonly string[]
}

/** How far a tool elsewhere is; `total` is null where it does not say. */
export interface ResponderProgress {
  readonly progress: number
  readonly total: number | null
  readonly message: string | null
}

/** What a responder tells: in the log of the run, and in no stream of the wire. */
type ResponderEvent = { readonly event: 'playground.responder.told'; readonly data: ResponderTold }

/**
 * An event of a run of a name or shape that this version does not know: kept as it came. A source that
 * says something new loses nothing by it, and nothing breaks.
 */
export interface UnknownFrame {
  readonly object: 'playground.unknown'
  /** The name that it came under. */
  readonly event: string
  /** What it carried, as it was sent, or the beginning of that. */
  readonly data: string
  /** How many characters were sent, where that is not all of them. */
  readonly whole_length?: number
}

/** Whatever a run's log may hold. */
export type RunEvent =
  | StreamEvent
  | NoteEvent
  | ResponderEvent
  | { readonly event: 'playground.unknown'; readonly data: UnknownFrame }

/**
 * How something became known: done by our engine, read from a stream, said by a response, found out by a poll, or
 * imported. A poll shows a run's status, not what the run did since the poll before.
 */
export type EventSource = 'engine' | 'stream' | 'response' | 'poll' | 'import'

/** What was seen of a run, before it has its place in the run's log. Moments are Unix milliseconds. */
export type Observation = RunEvent & {
  readonly source: EventSource
  /** When it happened, where that is known better than by when it was seen. */
  readonly at?: number
  /** It happened after this time, when a poll had not shown it yet, and not after `at`. Missing where `at` is exact. */
  readonly notBefore?: number
}

/** One entry of a run's log: `seq` counts from 1 without gaps, `at` is on the server's clock. */
export type LoggedEvent = Observation & { readonly seq: number; readonly at: number }
