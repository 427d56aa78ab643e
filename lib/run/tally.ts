// What the steps of a run come to, counted along by its fold: sums over all of them would take longer with each.
import type { Money } from '@/lib/protocol/event'
import type { StepNote } from '@/lib/protocol/playground'
import type { Usage } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { sumOf } from './money'
import { addUsage, noUsage, subtractUsage } from './usage'

export interface Tally {
  /** Finished steps whose tokens were counted, and the sum of these. */
  readonly counted: number
  readonly usage: Usage
  /** Answers whose cost is known, and what they cost: an amount for each currency. */
  readonly priced: number
  readonly amounts: readonly Money[]
  /** Steps of which it is not known what they cost. */
  readonly unpriced: number
  /** Answers whose tokens were estimated, for want of a count. */
  readonly estimated: number
  /** Steps in which hosted tools were called. */
  readonly hosted: number
}

/** A step, and what is known of it beside the protocol; either may be there before the other. */
interface NotedStep {
  readonly step: Step | undefined
  readonly note: StepNote | undefined
}

export const emptyTally: Tally = {
  counted: 0,
  usage: noUsage,
  priced: 0,
  amounts: [],
  unpriced: 0,
  estimated: 0,
  hosted: 0,
}

/** With a step as it stands after an event, in place of how it stood before. */
export function recount(tally: Tally, before: NotedStep, after: NotedStep): Tally {
  if (isCountedAlike(before, after)) return tally
  const [less, more] = [tallyOf(before), tallyOf(after)]
  const sum = (field: 'counted' | 'priced' | 'unpriced' | 'estimated' | 'hosted') =>
    tally[field] - less[field] + more[field]
  const amounts = sumOf([...tally.amounts, ...more.amounts, ...less.amounts.map(negative)])
  return {
    counted: sum('counted'),
    usage: addUsage(subtractUsage(tally.usage, less.usage), more.usage),
    priced: sum('priced'),
    amounts: sum('priced') > 0 ? amounts : [],
    unpriced: sum('unpriced'),
    estimated: sum('estimated'),
    hosted: sum('hosted'),
  }
}

const isCountedAlike = (before: NotedStep, after: NotedStep) =>
  (before.step === undefined) === (after.step === undefined) &&
  before.step?.usage === after.step?.usage &&
  before.note?.counted === after.note?.counted &&
  (before.note?.hosted === undefined) === (after.note?.hosted === undefined)

function tallyOf({ step, note }: NotedStep): Tally {
  const cost = (step && note?.counted?.cost) ?? null
  return {
    counted: step?.usage ? 1 : 0,
    usage: step?.usage ?? noUsage,
    priced: cost ? 1 : 0,
    amounts: cost ? [cost] : [],
    unpriced: step && !cost && !costsNothing(step) ? 1 : 0,
    estimated: note?.counted?.is_estimated ? 1 : 0,
    hosted: note?.hosted ? 1 : 0,
  }
}

/** A text before calls is counted with them. What was broken off was not counted at all. */
const costsNothing = ({ usage }: Step) => usage !== null && usage.total_tokens === 0

const negative = ({ currency, amount }: Money): Money => ({ currency, amount: `-${amount}` })

/** Of steps without anything beside them. */
export const tallyOfSteps = (steps: readonly Step[]): Tally =>
  steps.reduce(
    (tally, step) => recount(tally, { step: undefined, note: undefined }, { step, note: undefined }),
    emptyTally,
  )
