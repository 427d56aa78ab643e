import { diffArrays } from 'diff'

/** A stretch of two texts laid over each other. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Texts that differ in more words than this are not compared: all of one is then removed, all of the other added. */
const MAX_CHANGED_WORDS = 1_000

/**
 * A word with the space behind it. Signs of scripts that put no space between words stand for themselves, and so does
 * punctuation: a comma that was added does not change the word before it.
 */
const words =
  /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}_])+|[^\s])\s*|\s+/gu

/** The words of `before` and `after` with as many as possible in common. How words are spaced makes no difference. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  if (before === after) return partOf('same', before)
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const isSame = (one: string, other: string) => one.trimEnd() === other.trimEnd()
  const parts = diffArrays(a, b, { maxEditLength: MAX_CHANGED_WORDS, comparator: isSame })
  if (!parts) return [...partOf('removed', before), ...partOf('added', after)]
  return parts.flatMap(({ removed, added, value }) =>
    partOf(removed ? 'removed' : added ? 'added' : 'same', value.join('')),
  )
}

const wordsOf = (text: string): string[] => text.match(words) ?? []

const partOf = (kind: DiffPart['kind'], text: string): readonly DiffPart[] => (text === '' ? [] : [{ kind, text }])

/** How much two texts have in common: 1 is all of it, 0 nothing. */
export function likenessOf(parts: readonly DiffPart[]): number {
  const lengthOf = (kind: DiffPart['kind']) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? part.text.length : 0), 0)
  const [same, changed] = [lengthOf('same'), lengthOf('removed') + lengthOf('added')]
  return same + changed === 0 ? 1 : (2 * same) / (2 * same + changed)
}
