// A JSON Schema as a form shows it: fields for what most schemas say, to any depth, and JSON text for the rest. Nothing
// is dropped on the way: what is read here is written again by schema-text.
import { readJson } from '@/components/json/json-source'
import { freeName } from './free-name'

const scalarTypes = ['string', 'number', 'integer', 'boolean'] as const
type ScalarType = (typeof scalarTypes)[number]
export type NodeType = ScalarType | 'object' | 'array' | 'json'

export interface SchemaNode {
  /** 'json': the form has no fields for this schema; `others` is all of it. */
  readonly type: NodeType
  readonly description: string
  /** The allowed values, with commas between them; empty allows all. */
  readonly options: string
  /** The default, as it is typed; empty for none. */
  readonly preset: string
  /** The properties of an object; null when it does not say which it has. */
  readonly rows: readonly SchemaRow[] | null
  /** Required names that no property has. */
  readonly stray: readonly string[]
  /** What each item of a list is; null when the list does not say. */
  readonly items: SchemaNode | null
  /** Keywords without a field, as JSON text; it may be broken while it is written. */
  readonly others: string
}

/** A property of an object. */
export interface SchemaRow extends SchemaNode {
  readonly name: string
  readonly required: boolean
}

export type RawObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is RawObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A schema of a type that says nothing else. */
export const blankNode = (type: NodeType): SchemaNode => ({
  type,
  description: '',
  options: '',
  preset: '',
  rows: type === 'object' ? [] : null,
  stray: [],
  items: type === 'array' ? blankNode('string') : null,
  others: '',
})

/** Whether the values of a type can be limited to a list. */
export const takesOptions = (type: NodeType) => type === 'string' || type === 'number' || type === 'integer'
export const takesPreset = (type: NodeType) => scalarTypes.some((each) => each === type)

const isNodeType = (type: unknown): type is Exclude<NodeType, 'json'> =>
  type === 'object' || type === 'array' || scalarTypes.some((each) => each === type)

/** Part of a node, and the keywords that it was read from. */
interface Reading {
  readonly part: Partial<SchemaNode>
  readonly keywords: readonly string[]
}

/** The fields of a schema. */
export function nodeOf(schema: unknown): SchemaNode {
  if (!isObject(schema) || !isNodeType(schema.type)) return { ...blankNode('json'), others: textOf(schema) }
  const { type } = schema
  const readings = readers.flatMap((read) => read(schema, type) ?? [])
  const read = new Set(['type', ...readings.flatMap(({ keywords }) => keywords)])
  const others = Object.entries(schema).filter(([keyword]) => !read.has(keyword))
  return {
    ...blankNode(type),
    rows: null,
    items: null,
    ...Object.assign({}, ...readings.map(({ part }) => part)),
    others: others.length === 0 ? '' : textOf(Object.fromEntries(others)),
  }
}

const readers: readonly ((schema: RawObject, type: NodeType) => Reading | undefined)[] = [
  ({ description }) =>
    typeof description === 'string' && description !== ''
      ? { part: { description }, keywords: ['description'] }
      : undefined,
  ({ enum: allowed }, type) => {
    if (!takesOptions(type) || !Array.isArray(allowed) || allowed.length === 0) return undefined
    const options = allowed.join(', ')
    return isSame(optionValues({ type, options }), allowed) ? { part: { options }, keywords: ['enum'] } : undefined
  },
  (schema, type) => {
    if (!takesPreset(type) || !Object.hasOwn(schema, 'default')) return undefined
    const preset = String(schema.default)
    const isKept = preset !== '' && isSame(presetValue({ type, preset }), schema.default)
    return isKept ? { part: { preset }, keywords: ['default'] } : undefined
  },
  ({ properties, required }, type) => {
    if (type !== 'object' || (properties !== undefined && !isObject(properties))) return undefined
    const isList = Array.isArray(required) && required.every((each) => typeof each === 'string')
    const names: readonly string[] = isList ? required : []
    const known = Object.entries(properties ?? {})
    const rows = known.map(([name, each]) => ({ ...nodeOf(each), name, required: names.includes(name) }))
    const stray = names.filter((name) => !Object.hasOwn(properties ?? {}, name))
    return {
      part: { rows: properties ? rows : null, stray },
      keywords: ['properties', ...(isList ? ['required'] : [])],
    }
  },
  ({ items }, type) =>
    type === 'array' && items !== undefined ? { part: { items: nodeOf(items) }, keywords: ['items'] } : undefined,
]

const textOf = (value: unknown) => JSON.stringify(value, null, 2) ?? ''
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** A number where the text is one; otherwise the text, so that it is reported instead of dropped. */
const numberIn = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : text)

/** The allowed values that were typed. */
export const optionValues = ({ type, options }: Pick<SchemaNode, 'type' | 'options'>): readonly unknown[] =>
  options
    .split(/[,，]/)
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => (type === 'string' ? each : numberIn(each)))

/** The default that was typed. */
export function presetValue({ type, preset }: Pick<SchemaNode, 'type' | 'preset'>): unknown {
  if (type === 'string') return preset
  return type === 'boolean' ? preset === 'true' : numberIn(preset)
}

/** The keywords in a text, with or without braces around them; undefined for a text that is none. */
export function keywordsIn(text: string): RawObject | undefined {
  if (text.trim() === '') return {}
  for (const source of [text, `{${text}}`]) {
    const reading = readJson(source)
    if (reading.ok && isObject(reading.value)) return reading.value
  }
  return undefined
}

/** A row for a property that is still to be described, under a name that no other has. */
export function newRow(rows: readonly SchemaRow[]): SchemaRow {
  const taken = new Set(rows.map(({ name }) => name))
  return { ...blankNode('string'), name: freeName('parameter', taken), required: true }
}

/** What is wrong with a row's name: a key of the catalogue under assistants.function.row_problem. */
export function rowProblemOf(rows: readonly SchemaRow[], index: number): 'unnamed' | 'twice' | undefined {
  const name = rows[index]?.name
  if (!name) return 'unnamed'
  return rows.slice(0, index).some((row) => row.name === name) ? 'twice' : undefined
}

/** How many rows a schema has at all depths. */
export function countRows({ rows, items }: SchemaNode): number {
  const own = (rows ?? []).reduce((sum, row) => sum + 1 + countRows(row), 0)
  return own + (items ? countRows(items) : 0)
}
