import { evidenceOf, type Evidence, type Place, type Supply } from './evidence'
import { otherNames } from './lexicon'
import { kindOf, listedKinds, mentions, MAX_OPTIONS } from './listed-kinds'
import type { Field, Suggest } from './schema-example'
import { suggestItems } from './suggested-items'
import { isGeneric, termsOf } from './terms'

interface MessageValues {
  readonly suggest: Suggest
  /** Whether every required value so far came from the message. */
  readonly isGrounded: () => boolean
  /** Whether any value so far is one that the message names; the message as a whole is none. */
  readonly takesValues: () => boolean
}

export interface GivenValue {
  /** Of the property. */
  readonly name: string
  readonly value: unknown
}

/** What of the message one call is about, where it asks for several. */
export interface Reading {
  readonly place?: Place
  readonly given?: GivenValue
}

/** Fills the fields of a schema with what a message says. */
export function createMessageValues(message: string, { place, given }: Reading = {}): MessageValues {
  const evidence = evidenceOf(message)
  const supply: Supply = { evidence: place ? { ...evidence, places: [place] } : evidence, taken: new Set() }
  let grounded = true
  let found = false
  return {
    isGrounded: () => grounded,
    takesValues: () => found,
    suggest(field) {
      const isGiven = given?.name === field.name && field.accepts(given.value)
      const value = isGiven ? given.value : suggestValue(field, supply)
      if (value !== undefined) {
        found ||= value !== evidence.message.trim()
        return value
      }
      const usual = usualUnit(field)
      if (usual !== undefined) return usual
      const isLeaf = !field.schema.types.includes('object')
      if (field.required && isLeaf && field.schema.allowed?.length !== 1) grounded = false
      return field.required ? lastResort(field, supply) : undefined
    },
  }
}

function suggestValue(field: Field, supply: Supply): unknown {
  const { allowed } = field.schema
  if (allowed) return allowed.slice(0, MAX_OPTIONS).find((option) => isMentioned(option, supply.evidence.message))
  const type = field.schema.types.find((one) => one !== 'null')
  switch (type) {
    case 'number':
    case 'integer':
      return suggestNumber(field, supply)
    case 'string':
      return suggestString(field, supply)
    case 'boolean':
      return suggestBoolean(field, supply)
    case 'array':
      return suggestItems(field, supply, suggestValue)
    default:
      return undefined
  }
}

const isMentioned = (option: unknown, message: string) =>
  typeof option === 'string' &&
  option !== '' &&
  (mentions(message, option) || kindOf(option, [message]) !== undefined || isNamedOtherwise(option, message))

function isNamedOtherwise(option: string, message: string): boolean {
  const [wanted, said] = [option.toLowerCase(), message.toLowerCase()]
  return otherNames.some(({ options, names }) => options.includes(wanted) && names.some((name) => said.includes(name)))
}

/**
 * The first unit of those to choose from, as language models give it where nobody names one: functions are often
 * written without a default for it.
 */
function usualUnit({ name, schema, accepts }: Field): unknown {
  const [first] = schema.allowed ?? []
  return /\bunits?$|单位$/i.test(spaced(name)) && first !== null && accepts(first) ? first : undefined
}

/** The number that stands nearest to words of the field; a required one takes the first that is left. */
function suggestNumber(field: Field, { evidence, taken }: Supply): number | undefined {
  const wanted = termsOfField(field)
  const ranked = evidence.numbers
    .filter((number) => !taken.has(number) && field.accepts(number.value))
    .map((number) => ({ number, fit: [...termsOf(number.near)].filter((term) => wanted.has(term)).length }))
    .sort((one, other) => other.fit - one.fit)
  const best = ranked[0]
  if (!best || (best.fit === 0 && !field.required)) return undefined
  taken.add(best.number)
  return best.number.value
}

/** True when the message speaks of all that the field is named for; nothing is said otherwise. */
function suggestBoolean(field: Field, { evidence }: Supply): boolean | undefined {
  const wanted = [...termsOf(field.name)].filter((term) => !isGeneric(term))
  const said = termsOf(evidence.message)
  return wanted.length > 0 && wanted.every((term) => said.has(term)) ? true : undefined
}

interface Reader {
  readonly asks: RegExp
  readonly read: (supply: Supply, field: Field) => string | undefined
}

/** What kind of text a field asks for, by its name, its format or its description; the first that says so counts. */
const readers: readonly Reader[] = [
  {
    asks: /^(?:to|from|recipients?|sender|cc|bcc)$|收件人|发件人/i,
    read: (supply, field) => take(supply, supply.evidence.emails) ?? suggestPlace(supply, field),
  },
  { asks: /e-?mail|邮箱|邮件地址/i, read: (supply) => take(supply, supply.evidence.emails) },
  { asks: /\bur[li]\b|link|网址|链接/i, read: (supply) => take(supply, supply.evidence.urls) },
  { asks: /\bdate\b|日期/i, read: (supply) => take(supply, supply.evidence.dates) },
  { asks: /expression|formula|equation|算式|表达式|公式/i, read: ({ evidence }) => evidence.arithmetic },
  { asks: /\b(?:id|code|number|no)\b|编号|单号|号码/i, read: (supply) => take(supply, supply.evidence.codes) },
  {
    asks: /city|cities|location|place|country|town|region|origin|destination|departure|arrival|城市|地点|地区|位置|目的地|出发地/i,
    read: suggestPlace,
  },
  {
    asks: /symbol|ticker|name|person|author|who|姓名|名字|代码/i,
    read: (supply) => take(supply, supply.evidence.names),
  },
]

/** Whether a property takes all that was said. */
export const asksForWholeMessage = (name: string) => WHOLE_MESSAGE.test(name)

const WHOLE_MESSAGE =
  /^(?:q|query|question|prompt|text|input|message|content|body|keyword|keywords|term|topic)$|查询|内容|文本|问题|关键词/i

function suggestString(field: Field, supply: Supply): string | undefined {
  const { evidence } = supply
  const kinds = listedKinds(field.schema.description)
  const byName = readers.find(({ asks }) => asks.test(spaced(field.name)))
  const byDescription = readers.find(({ asks }) =>
    asks.test(`${field.schema.format ?? ''} ${field.schema.description}`),
  )
  const found =
    byName?.read(supply, field) ??
    kinds.find((kind) => mentions(evidence.message, kind)) ??
    kindAmong(evidence, kinds) ??
    byDescription?.read(supply, field) ??
    (field.required ? take(supply, evidence.quoted) : undefined)
  if (found !== undefined && field.accepts(found)) return found
  const whole = evidence.message.trim()
  return field.required && asksForWholeMessage(field.name) && field.accepts(whole) ? whole : undefined
}

const kindAmong = ({ quantities }: Evidence, kinds: readonly string[]): string | undefined =>
  quantities.map(({ noun }) => kindOf(noun, kinds)).find((kind) => kind !== undefined)

const placeRoles: readonly { readonly asks: RegExp; readonly role: Place['role'] }[] = [
  { asks: /origin|departure|\bfrom\b|出发/i, role: 'from' },
  { asks: /destination|arrival|\bto\b|目的/i, role: 'to' },
]

function suggestPlace({ evidence, taken }: Supply, field: Field): string | undefined {
  const name = spaced(field.name)
  const role = placeRoles.find(({ asks }) => asks.test(name))?.role ?? 'at'
  const left = evidence.places.filter((place) => !taken.has(place))
  const found = left.find((place) => place.role === role) ?? left[0]
  if (found) taken.add(found)
  return found?.name
}

function take(supply: Supply, texts: readonly string[]): string | undefined {
  const found = texts.find((text) => !supply.taken.has(text))
  if (found !== undefined) supply.taken.add(found)
  return found
}

const UNKNOWN = 'unknown'
const MAX_LAST_RESORT_LENGTH = 200

/**
 * For a text that nothing in the message is meant for: an example of the description, or the message itself. A field
 * that asks for something of its own, an id or a place, is told that it is not known.
 */
function lastResort(field: Field, { evidence }: Supply): unknown {
  if (field.schema.allowed || !field.schema.types.includes('string') || field.schema.given.length > 0) return undefined
  const asksForItsOwn = readers.some(({ asks }) => asks.test(spaced(field.name)))
  const texts = [listedKinds(field.schema.description)[0] ?? '', asksForItsOwn ? UNKNOWN : evidence.message.trim()]
  return texts.find((text) => text !== '' && text.length <= MAX_LAST_RESORT_LENGTH && field.accepts(text))
}

const termsOfField = (field: Field) => termsOf(`${field.name} ${field.schema.description}`)
const spaced = (name: string) => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ')
