import stem from 'wink-porter2-stemmer'

/** Scripts that put no space between words. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const RUN = new RegExp(
  // A line of such a script is often broken within a word.
  String.raw`[${UNSPACED}](?:\n?[${UNSPACED}])*|(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])+`,
  'gu',
)
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')
const IN_PAIRS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}]/u
const HANGUL = /\p{Script=Hangul}/u

/** The segmenter's time grows with the square of what it is given: 200 characters take it 0.1 ms. */
const MAX_SEGMENTED = 200
/** Of a longer word, which is none, this is kept. */
const MAX_WORD = 64
/** Text is brought into one form in pieces of this length. */
const PIECE = 65_536

/** Words that are in every text say nothing of it, and would be most of what is stored. */
const unsaying = new Set([
  ...'a an and are as at be but by can could did do does for from had has have how i if in into is it its me my'.split(
    ' ',
  ),
  ...'of on or our s should so t that the their then there these they this to was we were what when where'.split(' '),
  ...'which who why will with would you your 的 了 是 在 和 与 及 或 也 就 都 而 吗 呢 吧 啊 这 那 个'.split(' '),
])

/** Made for the first such text: its dictionaries take their time. */
let segmenter: Intl.Segmenter | undefined

/**
 * The terms by which a text is found, in its order, as often as they occur: English words by their stems, other words
 * as they are, and of scripts without spaces the words that the segmenter finds and each pair of neighbouring signs.
 * Words like `the` are left out. Letters count the same in either case and width, Latin ones with or without accents.
 * Time and room grow with the text's length only.
 */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  for (let start = 0; start < text.length;) {
    const end = endOfPiece(text, start)
    addTerms(text.slice(start, end).normalize('NFKC'), terms)
    start = end
  }
  return terms
}

/** A piece ends at a space where there is one in its last part, else behind a whole sign. */
function endOfPiece(text: string, start: number): number {
  const end = start + PIECE
  if (end >= text.length) return text.length
  for (let at = end; at > end - 1_000; at -= 1) if (/\s/.test(text.charAt(at))) return at
  return isLowSurrogate(text, end) ? end + 1 : end
}

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

function addTerms(text: string, terms: string[]) {
  for (const [run] of text.matchAll(RUN)) {
    if (IS_UNSPACED.test(run)) addUnspaced(run.replaceAll('\n', ''), terms)
    else addWord(run, terms)
  }
}

function addUnspaced(run: string, terms: string[]) {
  for (let start = 0; start < run.length;) {
    let end = Math.min(run.length, start + MAX_SEGMENTED)
    if (isLowSurrogate(run, end)) end += 1
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
    for (const { segment } of segmenter.segment(run.slice(start, end))) {
      if (!unsaying.has(segment)) terms.push(segment)
    }
    start = end
  }
  addPairs(run, terms)
}

/** Pairs of neighbours that are marked as such: a word of two signs counts as a word and as a pair. */
function addPairs(run: string, terms: string[]) {
  let before = ''
  for (const sign of run) {
    if (!IN_PAIRS.test(sign)) before = ''
    else {
      if (before !== '') terms.push(`${before}${sign}`)
      before = sign
    }
  }
}

/** Where a small letter is followed by a capital: names in code are also found by their parts. */
const HUMP = /(?<=\p{Ll})(?=\p{Lu})/u

function addWord(run: string, terms: string[]) {
  const word = run.slice(0, isLowSurrogate(run, MAX_WORD) ? MAX_WORD + 1 : MAX_WORD)
  addSaying(word, terms)
  if (HANGUL.test(word)) addPairs(word, terms)
  const parts = word.split(HUMP)
  if (parts.length > 1) for (const part of parts) addSaying(part, terms)
}

function addSaying(word: string, terms: string[]) {
  if (!unsaying.has(word.toLowerCase())) terms.push(termOf(word))
}

const ASCII_WORD = /^[a-z]+$/
const LATIN = /\p{Script=Latin}/u

function termOf(word: string): string {
  const low = word.toLowerCase()
  const plain = LATIN.test(low) ? low.normalize('NFD').replace(/\p{M}/gu, '') : low
  return ASCII_WORD.test(plain) ? stemOf(plain) : plain
}

const MAX_STEMS = 20_000
const stems = new Map<string, string>()

/** Words come again and again, and a stem takes longer to find than to look up. */
function stemOf(word: string): string {
  const kept = stems.get(word)
  if (kept !== undefined) return kept
  // The package looks its exceptions up in an object that has a constructor.
  const found = word === 'constructor' ? word : stem(word)
  if (stems.size >= MAX_STEMS) stems.clear()
  stems.set(word, found)
  return found
}
