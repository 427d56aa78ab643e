// Which words of a text a query has: what a reader looks for in a result. By about the same rules as chunks are found,
// in small: English words without their endings, Chinese, Japanese and Korean by pairs of signs.

export interface MarkedPart {
  readonly text: string
  readonly isMarked: boolean
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu
const WORD = /[\p{L}\p{N}]+/gu
/** They stand in nearly every text. */
const common = new Set(
  'a an and are as at be by can do does for from has have how i in is it my of on or our that the to was we what when where which who will with you your'.split(
    ' ',
  ),
)

/** A text in parts, those marked that the query has. */
export function markedParts(text: string, query: string): readonly MarkedPart[] {
  const isMarked = new Uint8Array(text.length)
  markWords(text, query, isMarked)
  markPairs(text, query, isMarked)
  const parts: MarkedPart[] = []
  for (let from = 0, at = 1; at <= text.length; at++) {
    if (at < text.length && isMarked[at] === isMarked[from]) continue
    parts.push({ text: text.slice(from, at), isMarked: isMarked[from] === 1 })
    from = at
  }
  return parts
}

/** About three lines. */
const EXCERPT = 320
const BEFORE = 60

/** The part of a text where most of what is marked stands together, in one paragraph. */
export function excerptOf(parts: readonly MarkedPart[]): readonly MarkedPart[] {
  const starts: number[] = []
  let length = 0
  for (const { text, isMarked } of parts) {
    if (isMarked) starts.push(length)
    length += text.length
  }
  let best = { from: 0, count: 0 }
  for (const [index, from] of starts.entries()) {
    const count = starts.slice(index).filter((start) => start < from + EXCERPT - BEFORE).length
    if (count > best.count) best = { from, count }
  }
  return withoutBefore(parts, Math.max(0, best.from - BEFORE)).map(({ text, isMarked }) => ({
    isMarked,
    text: text.replace(/\s+/g, ' '),
  }))
}

/** Without the first signs, from the beginning of a word on. */
function withoutBefore(parts: readonly MarkedPart[], cut: number): readonly MarkedPart[] {
  if (cut === 0) return parts
  const rest: MarkedPart[] = [{ text: '… ', isMarked: false }]
  let at = 0
  for (const part of parts) {
    const from = cut - at
    at += part.text.length
    if (from <= 0) rest.push(part)
    else if (from < part.text.length) rest.push({ ...part, text: part.text.slice(from).replace(/^\S{1,20}\s/, '') })
  }
  return rest
}

const isCjk = (word: string) => word.search(CJK) === 0

function markWords(text: string, query: string, isMarked: Uint8Array) {
  const stems = new Set(
    [...query.replace(CJK, ' ').matchAll(WORD)]
      .map(([word]) => word.toLowerCase())
      .flatMap((word) => (common.has(word) ? [] : [stemOf(word)])),
  )
  if (stems.size === 0) return
  for (const { 0: word, index } of text.replace(CJK, (run) => ' '.repeat(run.length)).matchAll(WORD)) {
    if (!isCjk(word) && stems.has(stemOf(word.toLowerCase()))) isMarked.fill(1, index, index + word.length)
  }
}

const SHORT = 3

/** A word without what its forms differ in. */
function stemOf(word: string): string {
  if (word.length <= SHORT) return word
  const stem = word.replace(/(?:ies|ied|ing|ed|es|s|ly|y|e)$/, '')
  return stem.replace(/([bdfgklmnprst])\1$/, '$1')
}

function markPairs(text: string, query: string, isMarked: Uint8Array) {
  for (const [run] of query.matchAll(CJK)) {
    const pairs = run.length === 1 ? [run] : [...run].slice(0, -1).map((_, at) => run.slice(at, at + 2))
    for (const pair of new Set(pairs)) {
      for (let at = text.indexOf(pair); at >= 0; at = text.indexOf(pair, at + 1)) isMarked.fill(1, at, at + pair.length)
    }
  }
}
