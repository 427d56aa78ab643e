import { diffArrays } from 'diff'

/** A line of two texts laid over each other. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Texts that differ in more lines than this are not compared: it would take longer than to read both. */
const MAX_CHANGED_LINES = 1_000

/** The lines of `before` and `after` with as many as possible in common. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)]
  const parts = diffArrays(a, b, { maxEditLength: MAX_CHANGED_LINES })
  if (!parts) return [...all('removed', a), ...all('added', b)]
  return parts.flatMap(({ removed, added, value }) => all(removed ? 'removed' : added ? 'added' : 'same', value))
}

const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))

const all = (kind: DiffLine['kind'], texts: readonly string[]) => texts.map((text): DiffLine => ({ kind, text }))
