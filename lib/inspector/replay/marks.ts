// What is drawn on the bar of a replay: stretches of statuses, marks of chapters, and shortened waits; all in percent.
import type { RunStatus } from '@/lib/protocol/status'
import { isTerminal } from '@/lib/run/machine'
import type { Axis } from './axis'
import type { Chapter } from './chapters'

interface Stretch {
  readonly from: number
  readonly width: number
}

export interface StatusStretch extends Stretch {
  readonly status: RunStatus
}

export interface Mark {
  readonly at: number
  readonly type: Chapter['type']
}

/** No two marks are nearer than this. */
const NEAREST = 0.4

const placeOf = ({ places, lengthMs }: Axis, { count }: Chapter) =>
  lengthMs === 0 ? 0 : ((places[count - 1] ?? 0) / lengthMs) * 100

/** From each status to the next; where no run is underway there is none. */
export function stretchesOf(chapters: readonly Chapter[], axis: Axis): readonly StatusStretch[] {
  const turns = chapters.flatMap((chapter) =>
    chapter.type === 'status' ? [{ status: chapter.status, from: placeOf(axis, chapter) }] : [],
  )
  return turns.flatMap(({ status, from }, index) => {
    const width = (turns[index + 1]?.from ?? 100) - from
    return isTerminal(status) || width <= 0 ? [] : [{ status, from, width }]
  })
}

/** Of chapters that lie together one; a message rather than a step, and that rather than a status. */
export function marksOf(chapters: readonly Chapter[], axis: Axis): readonly Mark[] {
  const marks: Mark[] = []
  for (const type of ['message', 'step', 'status'] as const) {
    for (const chapter of chapters) {
      if (chapter.type !== type) continue
      const at = placeOf(axis, chapter)
      if (!marks.some((mark) => Math.abs(mark.at - at) < NEAREST)) marks.push({ at, type })
    }
  }
  return marks.sort((one, other) => one.at - other.at)
}

/** Where waits are shortened. */
export const waitStretchesOf = ({ waits, lengthMs }: Axis): readonly Stretch[] =>
  waits.map((wait) => ({ from: (wait.place / lengthMs) * 100, width: (wait.lengthMs / lengthMs) * 100 }))
