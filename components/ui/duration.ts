const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** `round` leaves out what is zero: for marks at round distances. */
export type DurationForm = 'exact' | 'round'

/** A text of the catalogue's `common.duration`, and the numbers in it. */
export interface Duration {
  readonly key: 'ms' | 's' | 'min' | 'min_s' | 'h' | 'h_min'
  readonly values: Readonly<Record<string, string>>
}

/** A length of time in the precision that is of use: 840 ms · 3.42 s · 12.4 s · 2 min 5 s · 1 h 3 min. */
export function durationOf(ms: number, form: DurationForm = 'exact'): Duration {
  const length = Math.max(0, Math.round(ms))
  const isRound = form === 'round'
  if (length < SECOND) return { key: 'ms', values: { ms: String(length) } }
  if (length < MINUTE) {
    const digits = length < 10 * SECOND ? 2 : 1
    const step = SECOND / 10 ** digits
    // Rounded down: what has not passed yet does not count.
    const seconds = Math.floor(length / step) / 10 ** digits
    return { key: 's', values: { s: isRound ? String(seconds) : seconds.toFixed(digits) } }
  }
  if (length < HOUR) {
    const [min, s] = [Math.floor(length / MINUTE), Math.floor((length % MINUTE) / SECOND)]
    return { key: isRound && s === 0 ? 'min' : 'min_s', values: { min: String(min), s: String(s) } }
  }
  const [h, min] = [Math.floor(length / HOUR), Math.floor((length % HOUR) / MINUTE)]
  return { key: isRound && min === 0 ? 'h' : 'h_min', values: { h: String(h), min: String(min) } }
}
