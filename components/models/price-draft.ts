import type { ModelPrice } from '@/lib/protocol/model-settings'

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

/** A comma is a decimal point, too. What is half typed goes out as it is: the server says what is missing. */
export function priceOf(draft: PriceDraft): ModelPrice | undefined {
  if (!hasPrice(draft)) return undefined
  const [input = '', output = '', cached = ''] = [draft.input, draft.output, draft.cached_input].map((each) =>
    each.trim().replace(',', '.'),
  )
  const currency = draft.currency.trim() || USUAL_CURRENCY
  return { currency, input, output, ...(cached !== '' && { cached_input: cached }) }
}
