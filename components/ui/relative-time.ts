const units = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const satisfies [Intl.RelativeTimeFormatUnit, number][]

/** Formats are dear to make, and pages show hundreds of times. */
function once<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>()
  return (locale) => {
    if (!made.has(locale)) made.set(locale, make(locale))
    return made.get(locale)!
  }
}

const relativeIn = once((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
const exactIn = once((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }))

/** `ms` from now in the largest unit that fits, e.g. -180000 → "3 minutes ago"; undefined below a minute. */
export function relativeTime(ms: number, locale: string): string | undefined {
  const unit = units.find(([, length]) => Math.abs(ms) >= length)
  return unit && relativeIn(locale).format(Math.trunc(ms / unit[1]), unit[0])
}

/** A moment in Unix ms to the second, in the zone of whoever reads. */
export const exactTime = (ms: number, locale: string): string => exactIn(locale).format(ms)
