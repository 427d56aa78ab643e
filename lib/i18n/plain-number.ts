/**
 * A whole number in groups of thousands, as all locales of the interface write it: 1234567 → "1,234,567". Without
 * `Intl`: its first number takes a new page 35 ms of processor time.
 */
export const plainNumber = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')
