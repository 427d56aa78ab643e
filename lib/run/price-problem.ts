// What a price may be: amounts of up to nine digits with six decimals, in a currency of ISO 4217.

export type AmountProblem = 'number' | 'large' | 'decimals'

/** Undefined for a decimal number that is an amount. */
export function amountProblemOf(text: string): AmountProblem | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined) return 'number'
  if (whole.length > 9) return 'large'
  return fraction.length > 6 ? 'decimals' : undefined
}

/** The code of a currency as it is kept; undefined for what is none. */
export function currencyCodeIn(text: string): string | undefined {
  const code = text.trim().toUpperCase()
  return Intl.supportedValuesOf('currency').includes(code) ? code : undefined
}
