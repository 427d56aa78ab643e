// A form for a function's output: fields from a JSON Schema, to any depth. What a form cannot say stays JSON, for that
// part only.
import { objectOf, type JsonObject } from '@/lib/run/response-schema'

export interface OutputField {
  readonly kind: 'text' | 'number' | 'integer' | 'flag' | 'choice' | 'object' | 'list' | 'json'
  readonly description: string | null
  /** What may be chosen, of a choice. */
  readonly choices: readonly unknown[]
  /** What an object has. */
  readonly fields: readonly NamedField[]
  /** What each item of a list is. */
  readonly item: OutputField | null
}

export interface NamedField extends OutputField {
  readonly name: string
  readonly isRequired: boolean
}

const kinds = new Map<unknown, OutputField['kind']>([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'integer'],
  ['boolean', 'flag'],
])

/** The field of a schema. */
export function fieldOf(schema: unknown): OutputField {
  const said = objectOf(schema) ?? {}
  const { type, description, enum: allowed } = said
  const plain: OutputField = {
    kind: kinds.get(type) ?? 'json',
    description: typeof description === 'string' ? description : null,
    choices: [],
    fields: [],
    item: null,
  }
  if (Array.isArray(allowed) && allowed.length > 0) return { ...plain, kind: 'choice', choices: allowed }
  if (type === 'array' && objectOf(said.items)) return { ...plain, kind: 'list', item: fieldOf(said.items) }
  const fields = type === 'object' || type === undefined ? fieldsOf(said) : []
  return fields.length > 0 ? { ...plain, kind: 'object', fields } : plain
}

function fieldsOf({ properties, required }: JsonObject): readonly NamedField[] {
  const names: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.entries(objectOf(properties) ?? {}).map(([name, schema]) => ({
    ...fieldOf(schema),
    name,
    isRequired: names.includes(name),
  }))
}

/** Whether a field can show a value; one that is plain shows null and none as empty. */
export function canShow({ kind, choices }: OutputField, value: unknown): boolean {
  if (value === undefined) return true
  switch (kind) {
    case 'text':
      return value === null || typeof value === 'string'
    case 'number':
    case 'integer':
      return value === null || typeof value === 'number'
    case 'flag':
      return value === null || typeof value === 'boolean'
    case 'choice':
      return value === null || placeIn(choices, value) >= 0
    case 'object':
      return objectOf(value) !== null
    case 'list':
      return Array.isArray(value)
    case 'json':
      return true
    default:
      return kind satisfies never
  }
}

/** Where a value stands among those that may be chosen; -1 for none of them. */
export const placeIn = (choices: readonly unknown[], value: unknown) =>
  choices.findIndex((choice) => JSON.stringify(choice) === JSON.stringify(value))

/** What a new item of a list begins with. */
export function startOf({ kind, choices }: OutputField): unknown {
  const starts = {
    text: '',
    number: null,
    integer: null,
    flag: false,
    choice: choices[0],
    object: {},
    list: [],
    json: null,
  }
  return starts[kind]
}

/** How many fields a form has at all depths. */
export const countFields = ({ fields, item }: OutputField): number =>
  fields.reduce((sum, field) => sum + countFields(field), 1) + (item ? countFields(item) : 0)

/** An object with a part set, or taken out when it is undefined; what the form does not know stays. */
export function withPart(whole: unknown, name: string, part: unknown): JsonObject | undefined {
  const known = Object.entries(objectOf(whole) ?? {})
  const isThere = known.some(([key]) => key === name)
  const entries = isThere ? known.map(([key, each]) => [key, key === name ? part : each]) : [...known, [name, part]]
  const left = entries.filter(([, each]) => each !== undefined)
  return left.length === 0 ? undefined : (Object.fromEntries(left) as JsonObject)
}

/** A schema of what a value is, for a form of values like it. */
export function schemaOfValue(value: unknown): JsonObject {
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[]
    return first === undefined ? {} : { type: 'array', items: schemaOfValue(first) }
  }
  const object = objectOf(value)
  if (object) {
    const properties = Object.entries(object).map(([name, each]) => [name, schemaOfValue(each)] as const)
    return { type: 'object', properties: Object.fromEntries(properties) }
  }
  return value === null ? {} : { type: typeof value }
}

const BROKEN = Symbol('broken JSON')

/** What stands for a part whose JSON is still broken. */
export const brokenPart = (text: string) => ({ [BROKEN]: text })

/** The text of a part whose JSON is broken; undefined for other values. */
export const brokenTextOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && BROKEN in value ? String(value[BROKEN]) : undefined

/** No text has this; what stands for a broken part is told by it. */
const MARK = '\uE000'

/** A value as the text of an output; broken parts stand in it as they were written, and make the whole broken. */
export function outputTextOf(value: unknown): string {
  if (value === undefined) return ''
  const broken: string[] = []
  const text = JSON.stringify(
    value,
    (_, each: unknown) => {
      const part = brokenTextOf(each)
      return part === undefined ? each : `${MARK}${broken.push(part) - 1}`
    },
    2,
  )
  return broken.length === 0
    ? text
    : text.replace(new RegExp(`"${MARK}(\\d+)"`, 'g'), (_, at: string) => broken[Number(at)] ?? '')
}
