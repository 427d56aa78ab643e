import type { RecordedRule } from '@/lib/protocol/responder'
import type { Call } from './call'
import { sameJson } from './same-json'

/** What the recorded call with the same arguments was answered; undefined where there is none. */
export function recordedOutput({ calls }: Pick<RecordedRule, 'calls'>, { text }: Pick<Call, 'text'>) {
  const asked = sameJson(text)
  return calls.find((each) => sameJson(each.arguments) === asked)?.output
}

const SHOWN = 300

/** What differs, for whoever sees the call. */
export function mismatchOf({ calls, run_id }: Pick<RecordedRule, 'calls' | 'run_id'>, { text }: Pick<Call, 'text'>) {
  const from = run_id ? ` of run ${run_id}` : ''
  const known = calls.map((call) => call.arguments.slice(0, SHOWN))
  const first = known.slice(0, 3).join(' | ')
  const more = known.length > 3 ? ` and ${known.length - 3} more` : ''
  return known.length === 0
    ? `No call${from} was recorded.`
    : `No recorded call${from} has these arguments: ${text.slice(0, SHOWN)}. Recorded: ${first}${more}.`
}
