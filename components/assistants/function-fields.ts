// A function's definition as the fields of a form, and back. The source stays the truth: what the form has no field
// for is kept as it is, or the form says that the definition is too rich for it.
import { readJson } from '@/components/json/json-source'
import { freeName } from './free-name'

const scalarTypes = ['string', 'number', 'integer', 'boolean'] as const
export const parameterTypes = [...scalarTypes, 'string[]', 'number[]', 'integer[]'] as const
export type ParameterType = (typeof parameterTypes)[number]

export interface ParameterRow {
  readonly name: string
  readonly type: ParameterType
  readonly description: string
  readonly required: boolean
  /** The allowed values of a text, or of each text of a list, with commas between them; empty allows all. */
  readonly options: string
  /** Keywords without a field. */
  readonly kept: Readonly<Record<string, unknown>>
}

export interface FunctionFields {
  readonly name: string
  readonly description: string
  readonly rows: readonly ParameterRow[]
  /** Of the definition and of its parameters, what has no field. */
  readonly kept: Readonly<Record<string, unknown>>
  readonly keptOfParameters: Readonly<Record<string, unknown>>
}

/** Why a form cannot show a definition: a key of the catalogue under assistants.form.too_rich. */
export interface TooRich {
  readonly key: 'json' | 'parameters' | 'nested' | 'type' | 'keyword' | 'options' | 'required'
  /** The parameter and the keyword that it is about. */
  readonly name: string
  readonly keyword: string
}

export type FieldsReading =
  { readonly ok: true; readonly fields: FunctionFields } | { readonly ok: false; readonly why: TooRich }

type RawObject = Readonly<Record<string, unknown>>

/** Keywords that a parameter keeps though the form has no field for them. */
const keptKeywords = new Set(
  `minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format default title
  minItems maxItems uniqueItems examples`.split(/\s+/),
)

class Stop extends Error {
  constructor(readonly why: TooRich) {
    super(why.key)
  }
}

const stop = (key: TooRich['key'], { name = '', keyword = '' } = {}) => new Stop({ key, name, keyword })

const isObject = (value: unknown): value is RawObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isFlag = (value: unknown) => value === null || typeof value === 'boolean'
const isText = (value: unknown) => typeof value === 'string'

/** The fields of a definition's source, or why there are none. */
export function fieldsOf(source: string): FieldsReading {
  try {
    const reading = readJson(source)
    if (!reading.ok || !isObject(reading.value)) throw stop('json')
    return { ok: true, fields: definitionFields(reading.value) }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { ok: false, why: error.why }
  }
}

function definitionFields({ name = '', description = '', parameters = {}, ...kept }: RawObject): FunctionFields {
  if (typeof name !== 'string' || typeof description !== 'string') throw stop('json')
  const unknown = Object.keys(kept).find((keyword) => keyword !== 'strict' || !isFlag(kept[keyword]))
  if (unknown !== undefined) throw stop('keyword', { keyword: unknown })
  if (!isObject(parameters)) throw stop('parameters')
  const { type = 'object', properties = {}, required = [], ...keptOfParameters } = parameters
  if (type !== 'object' || !isObject(properties) || !Array.isArray(required)) throw stop('parameters')
  const rich = Object.keys(keptOfParameters).find((keyword) => typeof keptOfParameters[keyword] === 'object')
  if (rich !== undefined) throw stop('keyword', { keyword: rich })
  const stray = required.find((each) => !isText(each) || !Object.hasOwn(properties, each))
  if (stray !== undefined) throw stop('required', { name: String(stray) })
  const rows = Object.entries(properties).map(([key, schema]) => rowOf(key, schema, required.includes(key)))
  return { name, description, rows, kept, keptOfParameters }
}

function rowOf(name: string, schema: unknown, required: boolean): ParameterRow {
  if (!isObject(schema)) throw stop('type', { name })
  const { type, description = '', enum: allowed, items, ...kept } = schema
  if (type === 'object') throw stop('nested', { name })
  const keyword = Object.keys(kept).find((each) => !keptKeywords.has(each))
  if (keyword !== undefined) throw stop('keyword', { name, keyword })
  if (typeof description !== 'string') throw stop('keyword', { name, keyword: 'description' })
  const row = { name, description, required, kept }
  if (type === 'array') return { ...row, ...listOf(name, items, allowed) }
  const scalar = scalarTypes.find((each) => each === type)
  if (!scalar || items !== undefined) throw stop('type', { name })
  return { ...row, type: scalar, options: optionsOf(name, allowed, scalar) }
}

function listOf(name: string, items: unknown, allowed: unknown) {
  if (!isObject(items) || allowed !== undefined) throw stop('type', { name })
  const { type, enum: each, ...rest } = items
  if (type === 'object' || type === 'array') throw stop('nested', { name })
  const [keyword] = Object.keys(rest)
  if (keyword !== undefined) throw stop('keyword', { name, keyword })
  const list = parameterTypes.find((known) => known === `${String(type)}[]`)
  if (!list) throw stop('type', { name })
  return { type: list, options: optionsOf(name, each, list) }
}

function optionsOf(name: string, allowed: unknown, type: ParameterType): string {
  if (allowed === undefined) return ''
  const isShown = Array.isArray(allowed) && takesOptions(type) && allowed.length > 0 && allowed.every(isText)
  const options = isShown ? allowed.join(', ') : ''
  if (!isShown || JSON.stringify(splitOptions(options)) !== JSON.stringify(allowed)) throw stop('options', { name })
  return options
}

/** A row for a parameter that is still to be described, under a name that no other has. */
export function newRow(rows: readonly ParameterRow[]): ParameterRow {
  const taken = new Set(rows.map(({ name }) => name))
  return { name: freeName('parameter', taken), type: 'string', description: '', required: true, options: '', kept: {} }
}

/** What is wrong with a row's name: a key of the catalogue under assistants.function.row_problem. */
export function rowProblemOf(rows: readonly ParameterRow[], index: number): 'unnamed' | 'twice' | undefined {
  const name = rows[index]?.name
  if (!name) return 'unnamed'
  return rows.slice(0, index).some((row) => row.name === name) ? 'twice' : undefined
}

/** The definition in what was pasted: a whole function tool is taken for the function in it. */
export function definitionIn(source: string): string {
  const reading = readJson(source)
  if (!reading.ok || !isObject(reading.value)) return source
  const { type, function: nested, ...flat } = reading.value
  if (type !== 'function') return source
  if (nested === undefined) return JSON.stringify(flat, null, 2)
  return isObject(nested) && Object.keys(flat).length === 0 ? JSON.stringify(nested, null, 2) : source
}

/** Whether the values of a type can be limited to a list. */
export const takesOptions = (type: ParameterType) => type === 'string' || type === 'string[]'

const splitOptions = (options: string): readonly string[] =>
  options
    .split(/[,，]/)
    .map((each) => each.trim())
    .filter(Boolean)

/** The source of a definition. Names that stand in two rows stand in it twice, so that nothing is lost silently. */
export function sourceOf({ name, description, rows, kept, keptOfParameters }: FunctionFields): string {
  const required = rows.filter((row) => row.required).map((row) => row.name)
  const parameters = objectText(
    [
      ['type', '"object"'],
      [
        'properties',
        objectText(
          rows.map((row) => [row.name, textOf(schemaOf(row), 3)]),
          2,
        ),
      ],
      ...(required.length > 0 ? [['required', textOf([...new Set(required)], 2)] as const] : []),
      ...Object.entries(keptOfParameters).map(([key, value]) => [key, textOf(value, 2)] as const),
    ],
    1,
  )
  return objectText(
    [
      ['name', JSON.stringify(name)],
      ...(description === '' ? [] : [['description', JSON.stringify(description)] as const]),
      ...Object.entries(kept).map(([key, value]) => [key, textOf(value, 1)] as const),
      ['parameters', parameters],
    ],
    0,
  )
}

function schemaOf({ type, description, options, kept }: ParameterRow) {
  const allowed = takesOptions(type) ? splitOptions(options) : []
  const limit = allowed.length > 0 ? { enum: allowed } : {}
  const said = description === '' ? {} : { description }
  if (!type.endsWith('[]')) return { type, ...said, ...limit, ...kept }
  return { type: 'array', ...said, items: { type: type.slice(0, -2), ...limit }, ...kept }
}

const pad = (depth: number) => '  '.repeat(depth)

/** JSON as it stands at a depth. Breaks inside texts are escaped, so every one that is seen is of the layout. */
const textOf = (value: unknown, depth: number) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${pad(depth)}`)

function objectText(entries: readonly (readonly [string, string])[], depth: number): string {
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, text]) => `${pad(depth + 1)}${JSON.stringify(key)}: ${text}`)
  return `{\n${lines.join(',\n')}\n${pad(depth)}}`
}
