const units = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const satisfies [Intl.RelativeTimeFormatUnit, number][]

const formats = new Map<string, Intl.RelativeTimeFormat>()

function formatOf(locale: string) {
  const known = formats.get(locale)
  if (known) return known
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  formats.set(locale, format)
  return format
}

/** `ms` from now in the largest unit that fits, e.g. -180000 → "3 minutes ago"; undefined below a minute. */
export function relativeTime(ms: number, locale: string): string | undefined {
  const unit = units.find(([, length]) => Math.abs(ms) >= length)
  return unit && formatOf(locale).format(Math.trunc(ms / unit[1]), unit[0])
}
