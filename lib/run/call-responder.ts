// What a responder has made of a call: folded of what it told in the run's log.
import type { ResponderTold } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { pendingCalls } from './tool-calls'
import { byId, type ById, mapById, toById } from './by-id'

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

/** What is told of a call beside the status of its step. */
export type CallFate = Pick<CallResponder, 'status' | 'rule' | 'failure'>

/** By the ids of the calls. */
export type CallFates = ById<CallFate>

/** Of a call that a person did not allow. One whose refusal could not be submitted was answered otherwise. */
export const isDeclined = (fate: CallFate | null | undefined) => fate?.status === 'declined' && fate.failure === null

/** The calls of a run that a person did not allow. */
export const declinedCalls = (responders: CallFates): readonly string[] =>
  [...mapById(responders)].flatMap(([id, fate]) => (isDeclined(fate) ? [id] : []))

/** The same, where nothing but their ids is at hand. */
export const declinedFates = (ids: readonly string[] = []): CallFates =>
  toById(ids.map((id) => [id, { status: 'declined', rule: null, failure: null }]))

/** Whether nobody has to do anything for a call: a rule is at work on it, or its output is known. */
export const isWithRule = (responder: CallResponder | undefined) =>
  responder?.status === 'working' || settledOutput(responder) !== undefined

/** The rules that a run waits for, where it waits for nothing else; else none. */
export function rulesAtWork(
  run: Pick<Run, 'status' | 'required_action'>,
  responders: ById<CallResponder>,
): readonly CallResponder[] {
  const waiting = pendingCalls(run).map(({ id }) => byId(responders, id))
  return waiting.every(isWithRule) ? waiting.flatMap((each) => each ?? []) : []
}
