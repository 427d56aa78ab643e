/** How long letters that are typed one after another are one word. */
const WORD_MS = 700

interface Typed {
  readonly word: string
  /** In milliseconds, of the page's clock. */
  readonly at: number
}

export const nothingTyped: Typed = { word: '', at: -Infinity }

/** What has been typed with one more letter, at a moment in milliseconds. */
export const typedWith = (before: Typed, letter: string, at: number): Typed => ({
  word: (at - before.at < WORD_MS ? before.word : '') + letter.toLocaleLowerCase(),
  at,
})

/**
 * Which item of a menu begins with what was typed; -1 where none does. One letter, also when it is typed again and
 * again, leads to the next item that has it.
 */
export function itemTyped(labels: readonly string[], at: number, { word }: Typed): number {
  const isOneLetter = new Set(word).size === 1
  const begins = isOneLetter ? word[0]! : word
  const from = isOneLetter ? at + 1 : Math.max(0, at)
  const order = labels.map((_, step) => (from + step) % labels.length)
  return order.find((index) => labels[index]!.trim().toLocaleLowerCase().startsWith(begins)) ?? -1
}
