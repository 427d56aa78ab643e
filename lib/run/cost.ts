import type { Money } from '@/lib/protocol/event'
import type { ModelPrice } from '@/lib/protocol/model-settings'
import type { Cost } from '@/lib/protocol/playground'
import type { Usage } from '@/lib/protocol/run'
import { decimalOf, partsOf } from './money'
import type { Tally } from './tally'

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

/** What a run cost so far; undefined where no part of it is known. */
export const costOfRun = ({ tally }: { readonly tally: Tally }): Cost | undefined =>
  tally.priced > 0 ? { amounts: tally.amounts, is_complete: tally.unpriced === 0 } : undefined
