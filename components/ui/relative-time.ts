const units = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** A text of the catalogue's `common.relative`, and the number in it. */
export interface RelativeTime {
  readonly key: `${'past' | 'future'}.${(typeof units)[number][0]}`
  readonly count: number
}

/**
 * `ms` from now in the largest unit that fits, e.g. -180000 → 3 minutes ago; undefined below a minute. The texts are
 * those of `Intl.RelativeTimeFormat`, which takes a new page 35 ms to make.
 */
export function relativeTimeOf(ms: number): RelativeTime | undefined {
  const unit = units.find(([, length]) => Math.abs(ms) >= length)
  return unit && { key: `${ms < 0 ? 'past' : 'future'}.${unit[0]}`, count: Math.trunc(Math.abs(ms) / unit[1]) }
}

/** Dear to make, and pages show hundreds of times. */
const exact = new Map<string, Intl.DateTimeFormat>()

/** A moment in Unix ms to the second, in the zone of whoever reads. */
export function exactTime(ms: number, locale: string): string {
  const format = exact.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  exact.set(locale, format)
  return format.format(ms)
}

/** The day of a moment in Unix ms, in the zone of whoever reads. */
export const exactDay = (ms: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(ms)
