// MODEL_PRICES: what a million tokens of the environment's models cost.
import * as z from 'zod'
import type { ModelPrice } from '@/lib/protocol/model-settings'

const AMOUNT = String.raw`\d{1,9}(?:\.\d{1,6})?`
const entry = new RegExp(
  String.raw`^(?<name>[^=\s]+)\s*=\s*(?<input>${AMOUNT})/(?<output>${AMOUNT})(?:/(?<cached>${AMOUNT}))?\s+(?<currency>\S{1,16})$`,
)

const message =
  'must be prices separated by commas, per million tokens: name=input/output USD, or name=input/output/cached USD.'

/** `name=input/output[/cached input] currency`, separated by commas, as prices by the names of their models. */
export const pricesVariable = z.string().transform((text, context): ReadonlyMap<string, ModelPrice> => {
  const entries = text.split(',').flatMap((each) => each.trim() || [])
  const prices = new Map<string, ModelPrice>()
  for (const each of entries) {
    const { name, input, output, cached, currency } = entry.exec(each)?.groups ?? {}
    if (!name || !input || !output || !currency) {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    prices.set(name, { currency, input, output, ...(cached !== undefined && { cached_input: cached }) })
  }
  return prices
})
