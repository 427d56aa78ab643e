// A token here is a CJK character, up to eight letters, up to three digits or one other sign, with the space before it.
// Real tokenizers differ by a third either way; what matters is that the count is stable and never far off.
const SPACE = 1
const IDEOGRAPH = 2
const LETTER = 4
const DIGIT = 8
const OTHER = 16

const kinds = [
  [SPACE, /\s/u],
  [IDEOGRAPH, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u],
  [LETTER, /[\p{L}\p{M}]/u],
  [DIGIT, /\p{N}/u],
] as const

const MAX_LETTERS = 8
const MAX_DIGITS = 3

/** Cuts a text into tokens, one when it is asked for; joined again they are the text. */
export function* tokensOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = endOfToken(text, start)
    yield text.slice(start, end)
    start = end
  }
}

/** How many tokens a text has, by the rule that the scripted model writes by. A text of any length takes no room. */
export function countTokens(text: string): number {
  let count = 0
  for (let start = 0; start < text.length; start = endOfToken(text, start)) count += 1
  return count
}

/** Where the token that begins at `start` ends; it is cut at `limit`, but never within a code point. */
export function endOfToken(text: string, start: number, limit = text.length): number {
  let at = start
  while (at < limit && kindAt(text, at) === SPACE) at += 1
  if (at >= limit) return at
  const kind = kindAt(text, at)
  at += widthAt(text, at)
  if (kind & IDEOGRAPH || kind === OTHER) return at
  const part = kind & LETTER ? LETTER : DIGIT
  for (let left = part === LETTER ? MAX_LETTERS - 1 : MAX_DIGITS - 1; left > 0 && at < limit; left -= 1) {
    if (!(kindAt(text, at) & part)) break
    at += widthAt(text, at)
  }
  return at
}

const widthAt = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

/** What the code points of the first plane are; 0 where nobody has asked yet: to ask each time takes far longer. */
const known = new Uint8Array(0x10000)

/** An ideograph is a letter or a digit, too, where it stands behind one. */
function kindAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0
  if (code > 0xffff) return kindOf(code)
  return (known[code] ||= kindOf(code))
}

function kindOf(code: number): number {
  const sign = String.fromCodePoint(code)
  return kinds.reduce((kind, [bit, pattern]) => (pattern.test(sign) ? kind | bit : kind), 0) || OTHER
}
