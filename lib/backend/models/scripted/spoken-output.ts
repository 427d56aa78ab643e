import { isObject } from './json-schema'
import type { Language } from './language'
import type { ReadCall, ReadText } from './script-input'
import { wordings } from './wording'

const MAX_OUTPUT_LENGTH = 4_000
const MAX_ARGUMENTS_LENGTH = 200

/** A string, or a number as it was written: JSON's own numbers lose digits and trailing zeros. */
const STRING_OR_NUMBER = /"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** What the functions answered, each call in a sentence, its figures as they were submitted. */
export function spokenOutputs(calls: readonly ReadCall[], language: Language): string {
  const { output, emptyOutput, callWith } = wordings[language]
  const sentences = calls.map((call) => {
    const isAlone = calls.filter(({ name }) => name === call.name).length === 1
    const values = isAlone
      ? ''
      : shortened({ text: valuesOf(call.arguments, language), unread: 0 }, MAX_ARGUMENTS_LENGTH, language)
    const named = values === '' ? call.name : callWith(call.name, values)
    const text = spokenJson(call.output.text, language)
    if (text === '') return emptyOutput(named)
    return output(named, closed(shortened({ ...call.output, text }, MAX_OUTPUT_LENGTH, language), language))
  })
  return sentences.length === 1 ? (sentences[0] ?? '') : sentences.map((sentence) => `- ${sentence}`).join('\n')
}

/** JSON in words; a text that is not JSON as it is. */
function spokenJson(text: string, language: Language): string {
  const value = jsonOf(text)
  return value === undefined ? text.trim() : spoken(value, language)
}

/** What a call was about: the values of its arguments. */
function valuesOf(text: string, language: Language): string {
  const value = jsonOf(text)
  return spoken(isObject(value) ? Object.values(value) : (value ?? text), language)
}

/** Numbers as texts, digit by digit; undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  return JSON.parse(text.replaceAll(STRING_OR_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`)))
}

function spoken(value: unknown, language: Language): string {
  const { list, yes, no, nothing } = wordings[language]
  if (Array.isArray(value)) {
    const items = value.map((item) => (isObject(item) ? `(${spoken(item, language)})` : spoken(item, language)))
    return items.length === 0 ? nothing : list(items)
  }
  if (isObject(value)) {
    const pairs = Object.entries(value).map(([key, part]) => spokenPair(key, part, language))
    return pairs.length === 0 ? nothing : list(pairs)
  }
  if (typeof value === 'boolean') return value ? yes : no
  return value === null ? nothing : String(value).trim()
}

function spokenPair(key: string, value: unknown, language: Language): string {
  const { pair, yesOrNo, none } = wordings[language]
  if (typeof value === 'boolean') return yesOrNo(key, value)
  const text = spoken(value, language)
  if (value === null || text === '') return none(key)
  return pair(key, isObject(value) ? `(${text})` : text)
}

export function shortened({ text, unread }: ReadText, longest: number, language: Language): string {
  const signs = [...text]
  const left = Math.max(0, signs.length - longest) + unread
  return left === 0 ? text : `${signs.slice(0, longest).join('')}${wordings[language].leftOut(left)}`
}

const closed = (text: string, language: Language) => {
  if (/[.。!！?？)）\n]$/u.test(text)) return text
  return `${text}${language === 'zh' ? '。' : '.'}`
}
