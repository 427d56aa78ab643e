/** How many characters are handed over at once: a reader that is slow has the server keep so much, not a whole log. */
const PIECE = 64 * 1024

/** The texts of items one behind the other, in pieces of about one size: short ones together, a long one in several. */
export function* inPieces<T>(items: readonly T[], textOf: (item: T) => string): Generator<string> {
  let short = ''
  for (const item of items) {
    const text = textOf(item)
    if (text.length < PIECE) {
      short += text
      if (short.length < PIECE) continue
      yield short
      short = ''
      continue
    }
    if (short !== '') yield short
    short = ''
    yield* piecesOf(text)
  }
  if (short !== '') yield short
}

/** A text in pieces of about one size. */
export function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = wholeSignsTo(text, start + PIECE)
    yield text.slice(start, end)
    start = end
  }
}

/** Never between the halves of a pair: each piece is encoded by itself. */
const wholeSignsTo = (text: string, end: number) => ((text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end)
