import type { Money } from '@/lib/protocol/event'
import type { ModelPrice } from '@/lib/protocol/model-settings'
import type { Cost } from '@/lib/protocol/playground'
import type { Usage } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import type { RunView } from './fold'

const MILLION = 1_000_000n

/** Of a run whose model costs nothing: it leaves no sum open, and of itself nothing is shown. */
export const NO_COST: Cost = { amounts: [], is_complete: true }

/** What an answer's tokens cost, exactly. Tokens that nobody says were cached were not. */
export function costOfUsage(usage: Usage, cached: number | null, price: ModelPrice): Money {
  const { currency, input, output, cached_input = input } = price
  const fromCache = Math.min(cached ?? 0, usage.prompt_tokens)
  const parts =
    BigInt(usage.prompt_tokens - fromCache) * partsOf(input) +
    BigInt(fromCache) * partsOf(cached_input) +
    BigInt(usage.completion_tokens) * partsOf(output)
  return { currency, amount: decimalOf(parts / MILLION) }
}

/** One amount for each currency, in the order in which they come. */
export function sumOf(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, bigint>()
  for (const { currency, amount } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + partsOf(amount))
  return [...sums].map(([currency, parts]) => ({ currency, amount: decimalOf(parts) }))
}

/** What a run cost so far; undefined where no part of it is known. */
export function costOfRun({ steps, notes }: Pick<RunView, 'steps' | 'notes'>): Cost | undefined {
  const costs = steps.map((step) => notes[step.id]?.counted?.cost ?? null)
  const amounts = sumOf(costs.filter((cost) => cost !== null))
  if (amounts.length === 0) return undefined
  return { amounts, is_complete: steps.every((step, index) => costs[index] !== null || costsNothing(step)) }
}

/** A text before calls is counted with them. What was broken off was not counted at all. */
const costsNothing = ({ usage }: Step) => usage !== null && usage.total_tokens === 0

// Decimal numbers as text, such as "0.15": what is money is never a binary fraction.

/** So many digits behind the point are counted; prices have at most 6, and are per million. */
const SCALE = 12

/** As a whole number of the smallest parts. The text has digits, and at most one point. */
function partsOf(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE))
}

/** Without zeros at its end. */
function decimalOf(parts: bigint): string {
  const digits = String(parts).padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  return `${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`
}
