// What a responder has made of a call: folded of what it told in the run's log.
import type { ResponderTold } from '@/lib/protocol/event'

/** The call as the last that was told of it leaves it. Times are Unix milliseconds. */
export interface CallResponder extends Pick<ResponderTold, 'function' | 'status' | 'rule'> {
  /** Known as soon as it is `answered` or `declined`, also while the run still waits for other calls. */
  readonly output: string | null
  /** Why the rule failed, or its output could not be submitted, in English. */
  readonly failure: string | null
  /** How long the rule took; null before its end. */
  readonly ms: number | null
  /** Null where the rule tells nothing of it. */
  readonly progress: ResponderTold['progress'] | null
  readonly logs: readonly string[]
  /** When its present attempt began, and when it ended; null while it works or waits for a decision. */
  readonly from_ms: number
  readonly to_ms: number | null
}

/** With one more thing told. `at` is Unix milliseconds. */
export function responderWith(before: CallResponder | undefined, told: ResponderTold, at: number): CallResponder {
  const { status, rule, output = null, failure = null, ms = null, progress = null, logs = [] } = told
  const isOpen = status === 'working' || status === 'asked'
  const goesOn = before !== undefined && before.status === 'working' && status !== 'asked'
  return {
    ...{ function: told.function, status, rule, output, failure, ms, logs },
    progress: progress ?? (goesOn ? before.progress : null),
    from_ms: goesOn ? before.from_ms : at,
    to_ms: isOpen ? null : at,
  }
}

/** What is submitted of the call without anybody writing it; undefined while that is not known. */
export function settledOutput(responder: CallResponder | undefined): string | undefined {
  const { status, output = null, failure = null } = responder ?? {}
  const isSettled = status === 'answered' || (status === 'declined' && failure === null)
  return isSettled ? (output ?? undefined) : undefined
}
