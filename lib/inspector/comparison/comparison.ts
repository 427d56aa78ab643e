// Two runs laid over each other: what was set, what they took, what they did and what they said. Pure.
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { RunView } from '@/lib/run/fold'
import { messageTextOf } from '@/lib/run/message-text'
import { changesBetween, type Change } from '../changes'
import { lifecycleOf, type Lifecycle } from '../lifecycle'
import { runMessagesOf } from '../run-messages'
import { timelineOf } from '../timeline'
import { comparedSteps, type ComparedPair } from './compared-steps'
import { comparedCosts, comparedMeasures, measuresOf, type Measure } from './measures'
import { diffWords, type DiffPart } from './word-diff'

/** One of the two runs. */
export interface Side {
  readonly view: RunView & { readonly run: Run }
  /** What it was asked, as far as that is known. */
  readonly asked: string | null
  /** The messages of its thread as far as they are known, the newest first. */
  readonly known: readonly Message[]
}

const settings = [
  ...['model', 'temperature', 'top_p', 'response_format', 'reasoning_effort', 'tool_choice', 'parallel_tool_calls'],
  ...['truncation_strategy', 'max_prompt_tokens', 'max_completion_tokens', 'metadata'],
] as (keyof Run)[]

/** What differs in what two runs were made with: − is the first one's, + the second one's. */
export const settingChanges = (a: Run, b: Run): readonly Change[] => changesBetween(a, b, settings)

/** All that a run has said until now. */
export const answerOf = ({ view, known }: Side): readonly Message[] => runMessagesOf(view, known, null)

const textOf = (side: Side) => answerOf(side).map(messageTextOf).join('\n\n')

export interface Comparison {
  readonly measures: readonly Measure[]
  readonly costs: ReturnType<typeof comparedCosts>
  readonly steps: readonly ComparedPair[]
  readonly lives: Readonly<Record<'a' | 'b', Lifecycle>>
  readonly answer: readonly DiffPart[]
}

/** Both runs at `now`, in Unix ms; at rest that tells nothing. */
export function comparisonOf(a: Side, b: Side, now: number): Comparison {
  const [one, other] = [textOf(a), textOf(b)]
  const lives = { a: lifecycleOf(a.view, now), b: lifecycleOf(b.view, now) }
  return {
    measures: comparedMeasures(measuresOf(a.view, { answer: one, now }), measuresOf(b.view, { answer: other, now })),
    costs: comparedCosts(a.view, b.view),
    steps: comparedSteps(
      { view: a.view, rows: timelineOf(a.view, now) },
      { view: b.view, rows: timelineOf(b.view, now) },
    ),
    lives,
    answer: diffWords(one, other),
  }
}
