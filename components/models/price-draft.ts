import type { ModelPrice } from '@/lib/protocol/model-settings'
import { amountProblemOf, currencyCodeIn, type AmountProblem } from '@/lib/run/price-problem'

/** A price as it is typed. Empty texts say nothing. */
export interface PriceDraft {
  readonly input: string
  readonly output: string
  readonly cached_input: string
  readonly currency: string
}

export const noPrice: PriceDraft = { input: '', output: '', cached_input: '', currency: '' }

/** What a price is in where no currency is typed. */
export const USUAL_CURRENCY = 'USD'

export const priceDraftOf = (price: ModelPrice | undefined): PriceDraft => ({ ...noPrice, ...price })

export const hasPrice = ({ input, output, cached_input }: PriceDraft) =>
  [input, output, cached_input].some((each) => each.trim() !== '')

export function priceOf(draft: PriceDraft): ModelPrice | undefined {
  if (!hasPrice(draft)) return undefined
  const [input = '', output = '', cached = ''] = [draft.input, draft.output, draft.cached_input].map(decimalIn)
  const typed = draft.currency.trim() || USUAL_CURRENCY
  const currency = currencyCodeIn(typed) ?? typed
  return { currency, input, output, ...(cached !== '' && { cached_input: cached }) }
}

/** A comma is a decimal point, too. */
const decimalIn = (typed: string) => typed.trim().replace(',', '.')

export type PriceProblem = AmountProblem | 'missing' | 'currency'

/** What is wrong with each field of a price that was typed; nothing where none was. */
export function priceProblemsOf(draft: PriceDraft): Partial<Readonly<Record<keyof PriceDraft, PriceProblem>>> {
  if (!hasPrice(draft)) return {}
  const of = (typed: string) => (decimalIn(typed) === '' ? 'missing' : amountProblemOf(decimalIn(typed)))
  const problems = {
    input: of(draft.input),
    output: of(draft.output),
    cached_input: draft.cached_input.trim() === '' ? undefined : of(draft.cached_input),
    currency: currencyCodeIn(draft.currency.trim() || USUAL_CURRENCY) ? undefined : ('currency' as const),
  }
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined))
}

export const hasPriceProblem = (draft: PriceDraft) => Object.keys(priceProblemsOf(draft)).length > 0
