const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...[...'零一二三四五六七八九'].map((sign, value) => [sign, value]),
  ['〇', 0],
  ['两', 2],
  ['俩', 2],
])
const SMALL_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'

const WORDS: ReadonlyMap<string, number> = new Map([
  ...UNITS.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, index) => [word, 20 + 10 * index] as const),
  ['a', 1],
  ['an', 1],
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1_000],
])

/** Patterns of the numerals that `numeralValue` reads, to be put into larger ones. */
export const CHINESE_NUMERAL = '[零〇一二两俩三四五六七八九十百千万亿半]+'
export const WESTERN_NUMERAL = '\\d+(?:,\\d{3})*(?:\\.\\d+)?'
export const ENGLISH_NUMERAL = `(?:${[...WORDS.keys()].join('|')})(?:[- ](?:${UNITS.split(' ').join('|')}|hundred|thousand))?`

/** The value of 12, 1,200, 1.5万, 三百二十, 半, twenty-five, a dozen; undefined for what is no numeral. */
export function numeralValue(text: string): number | undefined {
  const western = new RegExp(`^(${WESTERN_NUMERAL})\\s*([万亿kK]?)$`).exec(text)
  if (western) {
    const factor = LARGE_UNITS[western[2] ?? ''] ?? (western[2] ? 1_000 : 1)
    return Number(western[1]?.replaceAll(',', '')) * factor
  }
  return new RegExp(`^${CHINESE_NUMERAL}$`).test(text) ? chineseValue(text) : englishValue(text.toLowerCase())
}

function chineseValue(text: string): number {
  if (text === '半') return 0.5
  let total = 0
  let section = 0
  let digit: number | undefined
  for (const sign of text) {
    const small = SMALL_UNITS[sign]
    const large = LARGE_UNITS[sign]
    if (large !== undefined) {
      total = (total + section + (digit ?? 0)) * large
      section = 0
      digit = undefined
    } else if (small !== undefined) {
      section += (digit ?? 1) * small
      digit = undefined
    } else if (sign === '半') {
      section += 0.5
    } else {
      // Digits in a row, as in 二〇二六, are read one after the other.
      digit = (digit ?? 0) * 10 + (DIGITS[sign] ?? 0)
    }
  }
  return total + section + (digit ?? 0)
}

function englishValue(text: string): number | undefined {
  const [first, second] = text.split(/[- ]/)
  const one = WORDS.get(first ?? '')
  const two = second === undefined ? undefined : WORDS.get(second)
  if (one === undefined || second === undefined) return one
  if (two === undefined) return undefined
  return two >= 100 ? one * two : one + two
}
