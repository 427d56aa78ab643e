import type { TimeRange } from './lifecycle'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Lengths between two ticks that people read at a glance. */
const steps = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
]

/** Moments to mark, at most about `most` of them, at round distances from `origin`. */
export function ticksOf(
  stretches: readonly TimeRange[],
  most: number,
  origin = stretches[0]?.from ?? 0,
): readonly number[] {
  const length = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  const step = stepOf(length / Math.max(1, most))
  return stretches.flatMap(({ from, to }) => {
    const first = Math.ceil((from - origin) / step)
    const last = Math.floor((to - origin) / step)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => origin + (first + index) * step)
  })
}

function stepOf(least: number): number {
  const day = steps.at(-1)!
  return steps.find((step) => step >= least) ?? Math.ceil(least / day) * day
}
