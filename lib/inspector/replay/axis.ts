// The axis on which a recording is played: as it was, but for waits that are longer than anybody wants to watch.
import { countWhile } from '../count-while'
import type { TimeRange } from '../lifecycle'

/** A wait is shown for no longer than this, in ms. */
export const MAX_WAIT_MS = 2_000

/** A wait that is played in less time than it took. */
export interface ShortenedWait extends TimeRange {
  /** On the axis, in ms; the wait itself lies between `from` and `to`, in Unix ms. */
  readonly place: number
  readonly lengthMs: number
}

export interface Axis {
  /** When the moments happened, in Unix ms, in order. */
  readonly times: readonly number[]
  /** Where they lie on the axis, in ms from its beginning. */
  readonly places: readonly number[]
  /** In ms, at single speed. */
  readonly lengthMs: number
  readonly waits: readonly ShortenedWait[]
}

/** The axis of moments at these times (Unix ms, in order). */
export function axisOf(times: readonly number[]): Axis {
  const places: number[] = []
  const waits: ShortenedWait[] = []
  let place = 0
  times.forEach((at, index) => {
    const from = times[index - 1] ?? at
    if (at - from > MAX_WAIT_MS) waits.push({ from, to: at, place, lengthMs: MAX_WAIT_MS })
    place += Math.min(at - from, MAX_WAIT_MS)
    places.push(place)
  })
  return { times, places, lengthMs: place, waits }
}

/** How many moments have passed at a place. */
export const countAt = ({ places }: Axis, place: number): number => countWhile(places, (each) => each <= place)

/** The time that a place stands for, in Unix ms; 0 where nothing happened. */
export const timeAt = ({ times, places }: Axis, place: number): number => between(places, times, place)

/** How long after the first moment that is, in ms as it happened: the one clock of a replay. */
export const elapsedAt = (axis: Axis, place: number): number => timeAt(axis, place) - (axis.times[0] ?? 0)

/** The place of a time. */
export const placeOf = ({ times, places }: Axis, time: number): number => between(times, places, time)

/** How much of its time a recording does not show, in ms. */
export const shortenedMs = ({ waits }: Axis): number =>
  waits.reduce((sum, { from, to, lengthMs }) => sum + to - from - lengthMs, 0)

/** What lies in `to` where `value` lies in `from`; both in order. */
function between(from: readonly number[], to: readonly number[], value: number): number {
  const after = countWhile(from, (each) => each <= value)
  if (after === 0) return to[0] ?? 0
  const [last, next] = [from[after - 1]!, from[after]]
  if (next === undefined) return to[after - 1]!
  return to[after - 1]! + ((value - last) / (next - last)) * (to[after]! - to[after - 1]!)
}
