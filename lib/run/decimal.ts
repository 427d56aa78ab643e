// Decimal numbers as text, such as "0.15": what is money is never a binary fraction.

/** So many digits behind the point are counted; prices have at most 6, and are per million. */
const SCALE = 12

/** As a whole number of the smallest parts. The text has digits, and at most one point. */
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
