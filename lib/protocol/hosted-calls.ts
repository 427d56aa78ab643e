import type { CallAnswered, WrittenCall } from './event'
import type { Usage } from './run'

/** The calls of hosted tools of a step. */
export interface HostedCalls {
  /** Of the turn that has made them. */
  readonly usage: Usage
  readonly calls: readonly HostedCallNote[]
}

/** What a model has asked of a hosted tool, and what it was given. */
export interface HostedCallNote extends WrittenCall, Pick<CallAnswered, 'files' | 'outputs_from'> {
  /** Null until it is answered. */
  readonly output: string | null
}
