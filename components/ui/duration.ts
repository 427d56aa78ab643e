const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** A length of time in the precision that is of use: 840 ms · 3.42 s · 12.4 s · 2 min 05 s · 1 h 03 min. */
export function toDuration(ms: number): string {
  const length = Math.max(0, ms)
  if (length < SECOND) return `${Math.round(length)} ms`
  if (length < 10 * SECOND) return `${(Math.floor(length / 10) / 100).toFixed(2)} s`
  if (length < MINUTE) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min ${twoDigits((length % MINUTE) / SECOND)} s`
  return `${Math.floor(length / HOUR)} h ${twoDigits((length % HOUR) / MINUTE)} min`
}

const twoDigits = (value: number) => String(Math.floor(value)).padStart(2, '0')
