import { notPlaces, notThings, places, stopWords } from './lexicon'
import { CHINESE_NUMERAL, ENGLISH_NUMERAL, numeralValue, WESTERN_NUMERAL } from './numerals'

/** A number with the words around it, which tell what it is the number of. */
interface NumberFound {
  readonly value: number
  readonly near: string
}

/** So many of something: 一本书, two books. */
export interface Quantity {
  readonly count: number
  readonly noun: string
}

export interface Place {
  readonly name: string
  readonly role: 'from' | 'to' | 'at'
}

/** What a message says that could be a value in a function's arguments. */
export interface Evidence {
  readonly message: string
  readonly quoted: readonly string[]
  readonly numbers: readonly NumberFound[]
  readonly quantities: readonly Quantity[]
  readonly places: readonly Place[]
  /** Capitalised words inside a sentence, and words of capitals: Ada Lovelace, AAPL. */
  readonly names: readonly string[]
  /** Identifiers of letters and digits: A-1024. */
  readonly codes: readonly string[]
  readonly emails: readonly string[]
  readonly urls: readonly string[]
  readonly dates: readonly string[]
  readonly arithmetic: string | undefined
}

/** What is left to give away: a number or a quotation is the value of one field only. */
export interface Supply {
  readonly evidence: Evidence
  readonly taken: Set<unknown>
}

const MEASURES =
  '公斤|千克|个|本|支|枝|台|部|件|只|张|瓶|盒|箱|包|袋|斤|杯|份|套|双|条|块|把|辆|朵|颗|粒|位|名|间|册|枚|根'
const QUOTED =
  /“([^”]+)”|"([^"]+)"|「([^」]+)」|『([^』]+)』|《([^》]+)》|`([^`]+)`|(?<![\p{L}\p{N}])'([^']+)'(?!\p{L})/gu
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const URL_FOUND = /https?:\/\/[^\s，。；、）)"'”]+/g
const ISO_DATE = /\b\d{4}-\d{2}-\d{2}\b/g
const CHINESE_DATE = /(?:(\d{4})年)(\d{1,2})月(\d{1,2})[日号]/g
const CODE = /\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*\b/g
const ARITHMETIC = /[-(]*\d[\d\s.,)]*(?:[-+*/×÷^%][\s(-]*\d[\d.,]*[\s)]*)+/
const NUMBER = new RegExp(
  `(?<![\\w.-])-?${WESTERN_NUMERAL}\\s*[万亿kK]?(?![\\w-])|${CHINESE_NUMERAL}|\\b${ENGLISH_NUMERAL}\\b`,
  'g',
)
const CHINESE_QUANTITY = new RegExp(
  `(${WESTERN_NUMERAL}|${CHINESE_NUMERAL})\\s*(?:${MEASURES})\\s*` +
    `([\\p{Script=Han}\\w《》 ]+?)(?=[和与及跟、，,。.；;！!？?\\n]|还有|以及|加上|请|帮|一共|总共|(?:${WESTERN_NUMERAL}|${CHINESE_NUMERAL})\\s*(?:${MEASURES})|$)`,
  'gu',
)
const ENGLISH_QUANTITY = new RegExp(`\\b(${WESTERN_NUMERAL}|${ENGLISH_NUMERAL})(?=((?: [a-z][a-z-]*){1,4}))`, 'gi')
const WESTERN_PLACES = places.filter((name) => /^[A-Z]/.test(name))
const CHINESE_PLACES = places.filter((name) => !WESTERN_PLACES.includes(name))
const KNOWN_PLACE = new RegExp(`\\b(?:${WESTERN_PLACES.join('|')})\\b|${CHINESE_PLACES.join('|')}`, 'gi')
const NAME = "(?<!\\p{L})(?!(?:AND|OR)\\b)[A-Z][\\p{L}'-]+"
const FULL_NAME = `${NAME}(?: ${NAME})*`
const CAPITALISED = new RegExp(FULL_NAME, 'gu')
const NAMED_PLACES = new RegExp(
  `(?<=\\b(?:in|at|near|from|to|for) )${FULL_NAME}(?:(?:, ${FULL_NAME})*,? (?:and|AND|&) ${FULL_NAME})?`,
  'gu',
)
const BEFORE = 24
const AFTER = 16

/** Values stand near the beginning; some of the patterns take the square of a text's length. */
const MAX_READ = 4_000

export function evidenceOf(text: string): Evidence {
  const message = text.slice(0, MAX_READ)
  const plain = message.replaceAll(URL_FOUND, ' ').replaceAll(EMAIL, ' ')
  return {
    message,
    quoted: [...message.matchAll(QUOTED)].flatMap((found) => found.slice(1).filter((text) => text !== undefined)),
    numbers: numbersOf(plain),
    quantities: [...quantitiesIn(plain, CHINESE_QUANTITY), ...quantitiesIn(plain, ENGLISH_QUANTITY)],
    places: placesOf(plain),
    names: namesOf(plain),
    codes: plain.match(CODE) ?? [],
    emails: message.match(EMAIL) ?? [],
    urls: message.match(URL_FOUND) ?? [],
    dates: datesOf(message),
    arithmetic: ARITHMETIC.exec(plain.replaceAll(ISO_DATE, ' '))?.[0].trim(),
  }
}

function numbersOf(text: string): readonly NumberFound[] {
  return [...text.replaceAll(ISO_DATE, (date) => ' '.repeat(date.length)).matchAll(NUMBER)].flatMap((found) => {
    const sign = found[0].startsWith('-') ? -1 : 1
    const value = numeralValue(found[0].replace(/^-/, '').trim())
    // `a` counts things, but it is no number that somebody gives.
    if (value === undefined || /^an?$/i.test(found[0])) return []
    const end = found.index + found[0].length
    return [{ value: sign * value, near: text.slice(Math.max(0, found.index - BEFORE), end + AFTER) }]
  })
}

function quantitiesIn(text: string, pattern: RegExp): readonly Quantity[] {
  return [...text.matchAll(pattern)].flatMap((found) => {
    const count = numeralValue(found[1] ?? '')
    const noun = nounOf(found[2] ?? '')
    return count === undefined || noun === '' || notThings.has(noun) ? [] : [{ count, noun }]
  })
}

/** The words up to the first that is no part of a name: `books and a pen` are books. */
function nounOf(words: string): string {
  const all = words
    .replaceAll(/[《》]/g, '')
    .trim()
    .split(/\s+/)
  const end = all.findIndex((word) => stopWords.has(word.toLowerCase()) || numeralValue(word) !== undefined)
  return all.slice(0, end === -1 ? undefined : end).join(' ')
}

function placesOf(text: string): readonly Place[] {
  const known = [...text.matchAll(KNOWN_PLACE)].map((found) => ({ name: spellingOf(found[0]), index: found.index }))
  const named = [...text.matchAll(NAMED_PLACES)].flatMap((list) =>
    [...list[0].matchAll(CAPITALISED)]
      .map((found) => ({ name: found[0], index: list.index + found.index }))
      // A state behind its city: San Francisco, CA.
      .filter(({ name }, at) => at === 0 || !/^[A-Z]{2}$/.test(name)),
  )
  const all = [...known, ...named.filter(({ name }) => !notPlaces.has(name))]
  const sorted = all.sort((one, other) => one.index - other.index)
  const distinct = sorted.filter(({ name }, at) => sorted.findIndex((other) => other.name === name) === at)
  return distinct.map(({ name, index }) => ({ name, role: roleBefore(text.slice(0, index)) }))
}

/** As the lexicon spells it, however it was written. */
const spellingOf = (found: string) => places.find((name) => name.toLowerCase() === found.toLowerCase()) ?? found

function roleBefore(text: string): Place['role'] {
  if (/(?:\bfrom\s*|从|由)$/i.test(text)) return 'from'
  return /(?:\bto\s*|到|去|往|飞)$/i.test(text) ? 'to' : 'at'
}

function namesOf(text: string): readonly string[] {
  const inside = [...text.matchAll(/(?<=[\p{L}\p{N},:，：]\s)[A-Z][\p{Ll}'-]+(?:\s[A-Z][\p{Ll}'-]+)*/gu)]
  const capitals = [...text.matchAll(/\b[A-Z]{2,6}\b/g)]
  const full = [...text.matchAll(/(?<=^|[.!?]\s)[A-Z][\p{Ll}'-]+(?:\s[A-Z][\p{Ll}'-]+)+/gu)]
  return [...full, ...inside, ...capitals].map(([name]) => name)
}

function datesOf(text: string): readonly string[] {
  const chinese = [...text.matchAll(CHINESE_DATE)].map(
    ([, year, month = '', day = '']) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  )
  return [...(text.match(ISO_DATE) ?? []), ...chinese]
}
