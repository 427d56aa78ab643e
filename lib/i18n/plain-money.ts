import { plainNumber } from './plain-number'

/** Those that every locale of the interface writes with a sign of their own. */
const signs: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', CNY: '¥' }

/** A short text that is a sign itself. */
const isSign = (text: string) => /^\p{Sc}$/u.test(text)

/**
 * An amount as people read it: from one on with two decimals, below with two digits that say something, such as
 * $0.00042. Without `Intl`, and rounded as text: nothing is lost on the way.
 */
export function plainMoney({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  const sign = signs[currency.toUpperCase()] ?? (isSign(currency) ? currency : undefined)
  const text = rounded(amount)
  return sign === undefined ? `${text} ${currency}` : `${sign}${text}`
}

const DECIMALS = 2

function rounded(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.')
  const first = fraction.search(/[1-9]/)
  if (first < 0) return grouped(whole)
  const decimals = /[1-9]/.test(whole) ? DECIMALS : Math.max(DECIMALS, first + 2)
  const up = (fraction[decimals] ?? '0') >= '5' ? 1n : 0n
  const digits = String(BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0')) + up)
  const padded = digits.padStart(decimals + 1, '0')
  // Zeros behind the second decimal say nothing.
  const rest = padded.slice(-decimals).replace(/(?<=^\d{2}\d*?)0+$/, '')
  return `${grouped(padded.slice(0, -decimals))}.${rest}`
}

const grouped = (whole: string) => plainNumber(Number(whole))
