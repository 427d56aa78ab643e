// Looking at a part of an axis. Arithmetic on places alone; the axis says which moments they stand for.
import type { TimeRange } from './lifecycle'

/** The closest look, in places: a millisecond of an axis that is not folded is one. */
const MIN_LENGTH = 5

/** What of `whole` is shown when `part` is asked for: never longer than the whole, never shorter than a look needs. */
export function fitted(part: TimeRange, whole: TimeRange): TimeRange {
  const longest = whole.to - whole.from
  const length = Math.min(longest, Math.max(part.to - part.from, Math.min(MIN_LENGTH, longest)))
  const from = Math.min(Math.max((part.from + part.to - length) / 2, whole.from), whole.to - length)
  return { from, to: from + length }
}

/** A closer (`factor` above 1) or wider look at what is around `at`, which stays where it was on the screen. */
export function zoomed(part: TimeRange, whole: TimeRange, { at, factor }: { at: number; factor: number }): TimeRange {
  const least = Math.min(MIN_LENGTH, whole.to - whole.from)
  const length = Math.min(whole.to - whole.from, Math.max((part.to - part.from) / factor, least))
  const share = part.to > part.from ? (at - part.from) / (part.to - part.from) : 0.5
  const from = at - length * Math.min(Math.max(share, 0), 1)
  return shifted({ from, to: from + length }, whole, 0)
}

/** The look moved by a share of its length; it stops at the ends. */
export function shifted(part: TimeRange, whole: TimeRange, share: number): TimeRange {
  const length = Math.min(part.to - part.from, whole.to - whole.from)
  const from = Math.min(Math.max(part.from + length * share, whole.from), whole.to - length)
  return { from, to: from + length }
}

/** The look as an address keeps it: whole milliseconds behind the beginning. */
export const toZoomText = ({ from, to }: TimeRange, beginning: number) =>
  `${Math.floor(from - beginning)}-${Math.ceil(to - beginning)}`

/** What `toZoomText` wrote; null for anything else. */
export function fromZoomText(text: string, beginning: number): TimeRange | null {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? []
  if (from === undefined || to === undefined || Number(from) >= Number(to)) return null
  return { from: beginning + Number(from), to: beginning + Number(to) }
}
