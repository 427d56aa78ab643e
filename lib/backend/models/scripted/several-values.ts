// A function that takes one thing is called once for each that the message asks for: two sections are two calls.
import type { FunctionDefinition } from '@/lib/protocol/tool'
import { evidenceOf } from './evidence'
import { createDocument, readSchema, type JsonSchema } from './json-schema'
import { listedKinds, mentions, MAX_OPTIONS } from './listed-kinds'
import { stopWords } from './lexicon'
import { asksForWholeMessage, type GivenValue } from './message-values'
import { numeralValue } from './numerals'
import type { Steps } from './steps'

const MAX_VALUES = 5

/** Some of the patterns take the square of a text's length. */
const MAX_READ = 4_000

/** The values that the message names for the only required property; none where it names fewer than two. */
export function severalValues(
  { parameters }: FunctionDefinition,
  message: string,
  steps: Steps,
): readonly GivenValue[] {
  const document = createDocument(parameters, steps)
  const { required, properties } = readSchema(parameters, document)
  const [name, ...others] = required
  if (name === undefined || others.length > 0 || properties[name] === undefined) return []
  const found = namedIn(message.slice(0, MAX_READ), name, readSchema(properties[name], document))
  const distinct = [...new Set(found)]
  return distinct.length < 2 ? [] : distinct.slice(0, MAX_VALUES).map((value) => ({ name, value }))
}

function namedIn(message: string, name: string, schema: JsonSchema): readonly unknown[] {
  const type = schema.types.find((one) => one !== 'null')
  if (schema.allowed) return mentioned(message, schema.allowed.slice(0, MAX_OPTIONS))
  if (type === 'number' || type === 'integer') return numbersOf(message, name, schema.description)
  if (type !== 'string') return []
  const kinds = mentioned(message, listedKinds(schema.description))
  if (kinds.length > 1 || asksForWholeMessage(name)) return kinds
  const { quoted } = evidenceOf(message)
  return quoted.length > 1 ? quoted : wordsOf(message, name)
}

/** In the order of the message. */
function mentioned(message: string, options: readonly unknown[]): readonly unknown[] {
  const place = (option: string) => message.toLowerCase().indexOf(option.toLowerCase())
  return options
    .filter((option) => typeof option === 'string')
    .filter((option) => option !== '' && mentions(message, option))
    .sort((one, other) => place(one) - place(other))
}

/** What a property is called in a message: `section_number` is about sections. */
const nounOf = (name: string) => /^[a-z]{3,}/i.exec(name)?.[0] ?? ''

/** `sections 1, 2 and 5`, `section 1 and section 3`; 第1章和第3章 where the description speaks of 章. */
function numbersOf(message: string, name: string, description: string): readonly number[] {
  const noun = nounOf(name)
  const list = new RegExp(`\\b${noun}s? \\d+(?:(?:,? and |, | & )(?:${noun}s? )?\\d+)+`, 'i')
  const western = noun === '' ? [] : (list.exec(message)?.[0].match(/\d+/g) ?? [])
  const chinese = [...message.matchAll(/第\s*([\d一二三四五六七八九十百]{1,6})\s*([章节条页段])/g)]
    .filter(([, , sign = '']) => description.includes(sign))
    .map(([, numeral = '']) => numeral)
  return [...western, ...chinese].flatMap((numeral) => numeralValue(numeral) ?? [])
}

/** `the introduction and methods sections`, `the first section and the last section`, `sections two and three`. */
function wordsOf(message: string, name: string): readonly string[] {
  const noun = nounOf(name)
  if (noun === '') return []
  const pair = '(?:the )?([\\w-]+) and (?:the )?([\\w-]+)'
  const [before, behind] = [`\\b${pair} ${noun}s\\b`, `\\b${noun}s ${pair}`].map((text) => new RegExp(text, 'i'))
  const [, ...words] = before?.exec(message) ?? behind?.exec(message) ?? []
  const each = [...message.matchAll(new RegExp(`([\\w-]+) ${noun}\\b`, 'gi'))].map(([, word = '']) => word)
  return (words.length > 0 ? words : each).filter((word) => !stopWords.has(word.toLowerCase()))
}
