// Writes a form's schema as JSON text, laid out as by JSON.stringify. A part that is still broken is written as it was
// typed, so that the error is found and shown.
import type { SourceProblem } from '@/components/json/check-shape'
import { placeOf, readJson } from '@/components/json/json-source'
import { isObject, keywordsIn, optionValues, presetValue, takesOptions, type SchemaNode } from './schema-node'

/** A name with the text of its value, or text that cannot be read as one yet. */
export type Member = readonly [name: string, text: string] | string

const pad = (depth: number) => '  '.repeat(depth)

/** JSON as it stands at a depth. Breaks inside texts are escaped, so every one that is seen is of the layout. */
const valueText = (value: unknown, depth: number) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${pad(depth)}`)

export function objectText(members: readonly Member[], depth: number): string {
  if (members.length === 0) return '{}'
  const lines = members.map((member) =>
    typeof member === 'string' ? member : `${JSON.stringify(member[0])}: ${member[1]}`,
  )
  return `{\n${lines.map((line) => `${pad(depth + 1)}${line}`).join(',\n')}\n${pad(depth)}}`
}

/** The text of a schema at a depth. A name of two rows is written twice. */
export function nodeText(node: SchemaNode, depth: number): string {
  if (node.type !== 'json') return objectText(membersOf(node, depth), depth)
  const reading = readJson(node.others)
  if (reading.ok) return valueText(reading.value, depth)
  return node.others.trim() || '{}'
}

/** What an object with a node's keywords has. */
export const membersOf = (node: SchemaNode, depth: number): readonly Member[] => [
  ...fieldMembers(node, depth),
  ...keywordMembers(node.others, depth),
]

/** Keywords without a field as members of an object. */
export function keywordMembers(others: string, depth: number): readonly Member[] {
  const keywords = keywordsIn(others)
  if (!keywords) return [others.trim()]
  return Object.entries(keywords).map(([keyword, value]) => [keyword, valueText(value, depth + 1)] as const)
}

function fieldMembers(node: SchemaNode, depth: number): readonly (readonly [string, string])[] {
  const { type, description, options, preset, rows, stray, items } = node
  const required = [...(rows ?? []).filter((row) => row.required).map(({ name }) => name), ...stray]
  const allowed = takesOptions(type) ? optionValues({ type, options }) : []
  const inner = depth + 1
  const properties = (rows ?? []).map((row) => [row.name, nodeText(row, inner + 1)] as const)
  return [
    ['type', JSON.stringify(type)],
    ...(description === '' ? [] : [['description', JSON.stringify(description)] as const]),
    ...(allowed.length === 0 ? [] : [['enum', valueText(allowed, inner)] as const]),
    ...(preset === '' ? [] : [['default', JSON.stringify(presetValue({ type, preset }))] as const]),
    ...(rows ? [['properties', objectText(properties, inner)] as const] : []),
    ...(required.length === 0 ? [] : [['required', valueText([...new Set(required)], inner)] as const]),
    ...(items ? [['items', nodeText(items, inner)] as const] : []),
  ]
}

/** What is wrong with the JSON of one schema, and where in it; undefined when nothing is. */
export function partProblemOf(node: SchemaNode): SourceProblem | undefined {
  const { type, others } = node
  if (type !== 'json')
    return keywordProblemOf(
      others,
      fieldMembers(node, 0).map(([keyword]) => keyword),
    )
  const reading = readJson(others)
  if (others.trim() === '') return undefined
  if (!reading.ok) return { problem: reading.problem, name: reading.name, ...placeOf(others, reading.offset) }
  const isSchema = isObject(reading.value) || typeof reading.value === 'boolean'
  return isSchema ? undefined : { problem: 'root_object', line: 1, column: 1 }
}

/** What is wrong with keywords that stand beside fields of these names. */
export function keywordProblemOf(others: string, fields: readonly string[]): SourceProblem | undefined {
  const reading = readJson(others)
  const keywords = keywordsIn(others)
  if (!keywords) {
    if (reading.ok) return { problem: 'root_object', line: 1, column: 1 }
    return { problem: reading.problem, name: reading.name, ...placeOf(others, reading.offset) }
  }
  const name = fields.find((field) => Object.hasOwn(keywords, field))
  if (name === undefined) return undefined
  return { problem: 'field', name, ...placeOf(others, (reading.ok && reading.offsetOf.get(`/${name}`)) || 0) }
}
