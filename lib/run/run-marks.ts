// What people have said of a run: its labels and its rating. No object of the wire has either.
import type { Rating, RunMarks } from '@/lib/protocol/rating'
import { LABEL_LENGTH, MAX_LABELS, NOTE_LENGTH } from './list-limits'

/** The labels in what another program wrote: as many, and as long, as an object may have here. */
export const labelsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : []).filter(isLabel).slice(0, MAX_LABELS)

const isLabel = (label: unknown): label is string =>
  typeof label === 'string' && label.trim() !== '' && label.length <= LABEL_LENGTH

/** The marks in what another program wrote; undefined where there is none that can be read. */
function runMarksIn(value: unknown): RunMarks | undefined {
  if (!isObject(value)) return undefined
  const [labels, rating] = [labelsIn(value['labels']), ratingIn(value['rating'])]
  return labels.length === 0 && rating === null ? undefined : { labels, rating }
}

function ratingIn(rating: unknown): Rating | null {
  if (!isObject(rating)) return null
  const { value, note, rated_ms: ratedMs } = rating
  if ((value !== 'up' && value !== 'down') || !Number.isSafeInteger(ratedMs) || Number(ratedMs) < 0) return null
  return { value, note: typeof note === 'string' ? note.slice(0, NOTE_LENGTH) : '', rated_ms: Number(ratedMs) }
}

/** The marks of runs by their ids, in what another program wrote. */
export const marksByRun = (value: unknown): ReadonlyMap<string, RunMarks> =>
  new Map(
    Object.entries(isObject(value) ? value : {}).flatMap(([id, each]) => {
      const marks = runMarksIn(each)
      return marks ? [[id, marks] as const] : []
    }),
  )

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
