// What a run took, in numbers that two runs are compared by.
import { costOfRun } from '@/lib/run/cost'
import type { RunView } from '@/lib/run/fold'
import { usageOf } from '@/lib/run/usage'
import { idleStatuses, lifecycleOf } from '../lifecycle'

type MeasureName = 'duration' | 'first_word' | 'waiting' | TokenName | CountName
type TokenName = 'total_tokens' | 'prompt_tokens' | 'completion_tokens'
type CountName = 'steps' | 'calls' | 'words'

/** Milliseconds, or counts; null where it is not known. */
export type Measures = Readonly<Record<MeasureName, number | null>>

export interface Measure {
  readonly name: MeasureName
  readonly unit: 'ms' | 'count'
  readonly a: number | null
  readonly b: number | null
}

const rows: readonly (readonly [MeasureName, Measure['unit']])[] = [
  ['duration', 'ms'],
  ['first_word', 'ms'],
  ['waiting', 'ms'],
  ['total_tokens', 'count'],
  ['prompt_tokens', 'count'],
  ['completion_tokens', 'count'],
  ['steps', 'count'],
  ['calls', 'count'],
  ['words', 'count'],
]

/** What is known of both or of one of them, in the order in which it is shown. */
export const comparedMeasures = (a: Measures, b: Measures): readonly Measure[] =>
  rows.flatMap(([name, unit]) => (a[name] === null && b[name] === null ? [] : [{ name, unit, a: a[name], b: b[name] }]))

/** `answer` is what the run said; `now` is Unix ms, and tells nothing at rest. */
export function measuresOf(view: RunView, { answer, now }: { answer: string; now: number }): Measures {
  const life = lifecycleOf(view, now)
  const usage = usageOf(view)
  const spoke = firstWordOf(view)
  return {
    duration: life.segments.length > 0 ? life.to - life.from : null,
    first_word: spoke === null ? null : Math.max(0, spoke - life.from),
    waiting: idleStatuses.reduce((sum, status) => sum + (life.dwell[status] ?? 0), 0),
    total_tokens: usage?.total_tokens ?? null,
    prompt_tokens: usage?.prompt_tokens ?? null,
    completion_tokens: usage?.completion_tokens ?? null,
    steps: view.steps.length,
    calls: view.steps.reduce(
      (sum, { step_details: details }) => sum + (details.type === 'tool_calls' ? details.tool_calls.length : 0),
      0,
    ),
    words: wordsIn(answer),
  }
}

/** When the run began to speak; null where nobody saw it being written. */
const firstWordOf = ({ log }: RunView) => log.find(({ event }) => event === 'thread.message.delta')?.at ?? null

/** Signs of scripts without spaces count as words. */
const wordsIn = (text: string) =>
  text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}_'’-])+/gu)
    ?.length ?? 0

/** `b` against `a` in percent, rounded; null where that says nothing. */
export const changeInPercent = ({ a, b }: Pick<Measure, 'a' | 'b'>): number | null =>
  a === null || b === null || a === 0 || a === b ? null : Math.round(((b - a) / a) * 100)

/** What two runs cost, where both can be laid beside each other. */
export function comparedCosts(a: RunView, b: RunView) {
  const [one, other] = [costOfRun(a), costOfRun(b)]
  return one || other ? { a: one ?? null, b: other ?? null } : null
}
