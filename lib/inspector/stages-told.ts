import type { RunStatus } from '@/lib/protocol/status'
import type { Segment } from './lifecycle'

/** A run of many rounds goes round and round: more of its stages than these help nobody who hears them read. */
const MAX_TOLD = 24

/** The last stages of a life as words, each told by `toWord`; what is left out at the beginning is an ellipsis. */
export function stagesTold(segments: readonly Segment[], toWord: (segment: Segment) => string): readonly string[] {
  const told = segments.slice(-MAX_TOLD).map(toWord)
  return told.length < segments.length ? ['…', ...told] : told
}

interface Placed {
  readonly status: RunStatus
  readonly left: number
  readonly width: number
}

/** What takes less of the width, in percent, cannot be told from what stands beside it. */
const MIN_WIDTH = 0.1

/** Without the hairs that would be drawn over what is there already: never more than a thousand are left. */
export function mergeNarrow<T extends Placed>(placed: readonly T[]): readonly T[] {
  let end = -Infinity
  return placed.filter(({ left, width }, index) => {
    const isHair = width < MIN_WIDTH && left + width < end + MIN_WIDTH && index < placed.length - 1
    if (!isHair) end = left + width
    return !isHair
  })
}
