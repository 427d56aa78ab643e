// What is told, as it happens, to whoever measures, logs or traces: Node's own channels, which cost one look where
// nobody listens. Nothing depends on a listener, and nothing of what is told may be changed.
import { AsyncLocalStorage } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run, Usage } from '@/lib/protocol/run'
import type { TraceContext } from './trace-context'

interface Topic<T> {
  /** Whether anybody listens: what costs something to say is said only then. */
  isHeard(): boolean
  tell(told: T): void
  /** Returns what ends it. A listener must not throw. */
  listen(listener: (told: T) => void): () => void
}

function createTopic<T>(name: string): Topic<T> {
  const own = channel(`assistants-playground.${name}`)
  return {
    isHeard: () => own.hasSubscribers,
    tell(told) {
      if (own.hasSubscribers) own.publish(told)
    },
    listen(listener) {
      const take = (told: unknown) => listener(told as T)
      own.subscribe(take)
      return () => void own.unsubscribe(take)
    },
  }
}

export interface RunOf {
  readonly connection: string
  readonly run: string
}

/** What was stored of a run, and the run before and after it. */
export interface RunWritten {
  readonly connection: string
  readonly before: Run | null
  readonly after: Run
  readonly events: readonly LoggedEvent[]
  /** What its client has sent of its trace, where that is kept. */
  readonly trace: () => Promise<TraceContext | undefined>
}

/** One question to a model. `id` is its own. */
export interface ModelCall extends RunOf {
  /** What the run's client has sent, where it is traced. */
  readonly trace: TraceContext | undefined
  readonly id: string
  readonly model: string
  /** The host that is asked; undefined for a model of our own. */
  readonly endpoint: string | undefined
}

export type ModelCallTold =
  | { readonly phase: 'asked'; readonly call: ModelCall; readonly input: unknown }
  | { readonly phase: 'spoke'; readonly call: ModelCall }
  | {
      readonly phase: 'ended'
      readonly call: ModelCall
      /** As counted or estimated; undefined where the answer did not come to its end. */
      readonly usage: Usage | null | undefined
      readonly finish: string | undefined
      readonly error: unknown
    }

/** One call that is answered here: by a hosted tool, or by rule. */
export interface ToolCallHere extends RunOf {
  readonly trace: TraceContext | undefined
  readonly id: string
  readonly step: string | undefined
  readonly tool: string
  readonly kind: 'code_interpreter' | 'file_search' | 'function'
}

export interface ToolCallTold {
  readonly phase: 'begun' | 'ended'
  readonly call: ToolCallHere
  readonly error?: unknown
}

interface TransactionTold {
  readonly ms: number
  readonly outcome: 'stored' | 'busy' | 'failed'
}

export const runsWritten = createTopic<RunWritten>('run')
export const modelCalls = createTopic<ModelCallTold>('model-call')
export const toolCalls = createTopic<ToolCallTold>('tool-call')
export const transactions = createTopic<TransactionTold>('transaction')

/** What is being worked on where the asking code stands. */
export interface Doing extends RunOf {
  /** What the run's client has sent. */
  readonly trace: TraceContext | undefined
  /** The id of the call. */
  readonly call: string
}

const scope = new AsyncLocalStorage<Doing>()
let isTraced = false

/** From now on it is kept what asks whom for which run. Until then that costs nothing. */
export function beginTracing() {
  isTraced = true
}

export const isTracing = () => isTraced

/** What the work asks of others is asked for this. */
export const doing = <T>(what: Doing, work: () => Promise<T>): Promise<T> => (isTraced ? scope.run(what, work) : work())

export const doingNow = (): Doing | undefined => (isTraced ? scope.getStore() : undefined)
