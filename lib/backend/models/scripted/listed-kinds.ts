import { kindsOfThings } from './lexicon'
import { stemOf } from './terms'

const CHINESE_LIST = /(?:例如|比如|譬如|诸如|包括|可选值?|取值)(?:为|是|有)?\s*[:：]?\s*([^。；;)）\n]+)/u
const ENGLISH_LIST = /(?:\be\.?g\.?|\bfor example|\bsuch as|\bone of|\bincluding|\beither)\s*[,:]?\s*([^.;)\n]+)/i
const SEPARATOR = /\s*(?:[,，、/|]|\bor\b|\band\b|或者?|和)\s*/u
const MAX_KIND_LENGTH = 30

/** How many of the allowed values are looked for in a message. */
export const MAX_OPTIONS = 1_000
const MAX_KNOWN_STEMS = 1_000

/** The values that a description gives as examples: 商品类型,例如:书籍,文具,电子产品. */
export function listedKinds(description: string): readonly string[] {
  const list = CHINESE_LIST.exec(description)?.[1] ?? ENGLISH_LIST.exec(description)?.[1] ?? ''
  return list
    .split(SEPARATOR)
    .map((kind) => kind.replace(/等+$/u, '').replaceAll(/^["'“”‘’\s]+|["'“”‘’\s]+$/gu, ''))
    .filter((kind) => kind !== '' && kind.length <= MAX_KIND_LENGTH)
}

/** The kind that a thing is of: by its own name, by a part of it (书 → 书籍), or by what is known of things. */
export function kindOf<T extends string>(thing: string, kinds: readonly T[]): T | undefined {
  return (
    kinds.find((kind) => isSameWord(kind, thing)) ??
    kinds.find((kind) => contains(kind, thing) || contains(thing, kind)) ??
    kinds.find((kind) => isKnownAs(thing, kind))
  )
}

/** Whether a text speaks of a kind at all. */
export const mentions = (text: string, kind: string): boolean =>
  /\p{Script=Han}/u.test(kind) ? text.includes(kind) : contains(text, kind.replaceAll(/[_-]+/g, ' '))

function isKnownAs(thing: string, kind: string): boolean {
  return kindsOfThings.some(
    ({ kinds, things }) =>
      kinds.some((one) => contains(kind, one) || contains(one, kind)) && things.some((one) => isOfKind(thing, one)),
  )
}

/** What a thing is stands at the end of its name: 笔记本电脑 is 电脑, a ball pen is a pen. */
const isOfKind = (thing: string, kind: string) =>
  thing.endsWith(kind) || ` ${stemsOf(thing)}`.endsWith(` ${stemsOf(kind)}`)

const isSameWord = (one: string, other: string) => stemsOf(one) === stemsOf(other)

/** Chinese contains by characters, other languages by whole words without their endings. */
function contains(whole: string, part: string): boolean {
  if (/\p{Script=Han}/u.test(part)) return whole.includes(part)
  return part.trim() !== '' && ` ${stemsOf(whole)} `.includes(` ${stemsOf(part)} `)
}

/** A message is compared with many words: its stems are taken once. */
const knownStems = new Map<string, string>()

function stemsOf(text: string): string {
  const known = knownStems.get(text)
  if (known !== undefined) return known
  const stems = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => stemOf(word)).join(' ')
  if (knownStems.size >= MAX_KNOWN_STEMS) knownStems.clear()
  knownStems.set(text, stems)
  return stems
}
