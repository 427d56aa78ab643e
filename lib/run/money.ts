// Decimal numbers as text, such as "0.15": what is money is never a binary fraction.
import type { Money } from '@/lib/protocol/event'

/** One amount for each currency, in the order in which they come. */
export function sumOf(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, bigint>()
  for (const { currency, amount } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + partsOf(amount))
  return [...sums].map(([currency, parts]) => ({ currency, amount: decimalOf(parts) }))
}

/** So many digits behind the point are counted; prices have at most 6, and are per million. */
const SCALE = 12

/** As a whole number of the smallest parts. The text has digits, at most one point, and perhaps a minus. */
export function partsOf(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE))
}

/** Without zeros at its end. */
export function decimalOf(parts: bigint): string {
  const digits = String(parts).padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  return `${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`
}
