import type { RunStatus } from '@/lib/protocol/status'
import type { Segment } from './lifecycle'

/** A run of many rounds has many stages: more than these help nobody who listens to a screen reader. */
const MAX_STAGES = 24

/** The last stages of a run in words, each by `toWord`; an ellipsis stands for those before. */
export function stagesInWords(segments: readonly Segment[], toWord: (segment: Segment) => string): readonly string[] {
  const told = segments.slice(-MAX_STAGES).map(toWord)
  return told.length < segments.length ? ['…', ...told] : told
}

interface Placed {
  readonly status: RunStatus
  readonly left: number
  readonly width: number
}

/** In percent of the width: what is narrower cannot be seen beside its neighbour. */
const MIN_WIDTH = 0.1

/** Leaves out what is so narrow that it would be drawn over its neighbour: at most a thousand are left. */
export function mergeNarrow<T extends Placed>(placed: readonly T[]): readonly T[] {
  let end = -Infinity
  return placed.filter(({ left, width }, index) => {
    const isNarrow = width < MIN_WIDTH && left + width < end + MIN_WIDTH && index < placed.length - 1
    if (!isNarrow) end = left + width
    return !isNarrow
  })
}
