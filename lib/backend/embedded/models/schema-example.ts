import { both, isObject, readSchema, type JsonSchema, type JsonType, type RawSchema } from './json-schema'
import { numberCandidates, stringCandidates } from './scalar-example'
import { conformsTo } from './schema-check'

/** A place in a document that a value is wanted for. */
export interface Field {
  /** The property's name; items of a list have the list's. */
  readonly name: string
  readonly schema: JsonSchema
  /** What is not required is only filled when there is something to fill it with. */
  readonly required: boolean
  readonly accepts: (value: unknown) => boolean
  /** A value for a part of this field, with other suggestions than for the rest of the document. */
  readonly example: (raw: RawSchema, suggest: Suggest) => unknown
  readonly read: (raw: RawSchema) => JsonSchema
}

/** Knows a good value for a field, or does not. */
export type Suggest = (field: Field) => unknown

interface Task {
  readonly root: RawSchema
  readonly suggest: Suggest
  readonly depth: number
  /** Different variants give different values, for lists that allow nothing twice. */
  readonly variant: number
  /** How many values may still be made: lists in lists in lists grow fast. */
  readonly budget: { left: number }
}

const MOST_ITEMS = 100
const MOST_VALUES = 2_000
const DEEPEST = 12

/** A value that follows a JSON Schema: suggested where that fits, else what the schema's author gave, else plain. */
export function schemaExample(raw: RawSchema, suggest: Suggest = () => undefined): unknown {
  const task: Task = { root: raw, suggest, depth: 0, variant: 0, budget: { left: MOST_VALUES } }
  return build(raw, { name: '', required: true }, task)
}

interface Slot {
  readonly name: string
  readonly required: boolean
}

function build(raw: RawSchema, slot: Slot, task: Task): unknown {
  task.budget.left -= 1
  if (task.budget.left < 0 || task.depth > 2 * DEEPEST) return null
  return buildRead(readSchema(raw, task.root), slot, task)
}

function buildRead(schema: JsonSchema, slot: Slot, task: Task): unknown {
  const [choice, ...others] = schema.choices
  if (choice) {
    const rest = { ...schema, choices: others }
    const candidates = nullLast(choice.options, task.root).map(
      (option) => () => buildRead(both(rest, readSchema(option, task.root)), slot, task),
    )
    return firstFitting(candidates, (value) => conformsTo(value, schema, task.root))
  }
  const accepts = (value: unknown) => conformsTo(value, schema, task.root)
  const suggested = task.suggest({
    ...slot,
    schema,
    accepts,
    example: (raw, suggest) => build(raw, slot, { ...task, suggest, depth: task.depth + 1 }),
    read: (raw) => readSchema(raw, task.root),
  })
  if (suggested !== undefined && accepts(suggested)) return suggested
  if (!slot.required) return undefined
  if (schema.allowed) return schema.allowed[task.variant % Math.max(schema.allowed.length, 1)] ?? null
  const given = task.variant === 0 ? schema.given.find(accepts) : undefined
  return given ?? plain(schema, slot, task)
}

function plain(schema: JsonSchema, slot: Slot, task: Task): unknown {
  const accepts = (value: unknown) => conformsTo(value, schema, task.root)
  const type = schema.types.find((one) => one !== 'null') ?? schema.types[0] ?? 'string'
  switch (type) {
    case 'object':
      return buildObject(schema, task)
    case 'array':
      return buildArray(schema, slot, task)
    case 'string': {
      const candidates = stringCandidates(schema, task.variant)
      return candidates.find(accepts) ?? candidates[0]
    }
    case 'number':
    case 'integer': {
      const candidates = numberCandidates({ ...schema, types: [type] }, task.variant)
      return candidates.find(accepts) ?? candidates[0]
    }
    case 'boolean':
      return task.variant % 2 === 1
    case 'null':
      return null
    default:
      return type satisfies never
  }
}

function buildArray(schema: JsonSchema, { name }: Slot, task: Task): unknown[] {
  if (task.depth >= DEEPEST) return []
  const wanted = Math.min(Math.max(schema.minItems, 1), schema.maxItems, MOST_ITEMS)
  const items: unknown[] = []
  for (let variant = task.variant; items.length < wanted && variant < task.variant + 2 * MOST_ITEMS; variant += 1) {
    const raw = schema.prefixItems[items.length] ?? schema.items
    if (raw === false) break
    const item = build(raw, { name, required: true }, { ...task, depth: task.depth + 1, variant })
    const before = [...items, item]
    if (!schema.uniqueItems || conformsTo(before, { ...schema, minItems: 0 }, task.root)) items.push(item)
  }
  return items
}

function buildObject(schema: JsonSchema, task: Task): Record<string, unknown> {
  const entries = new Map<string, unknown>()
  const add = (name: string, required: boolean) => {
    const raw = Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties
    if (raw === false || (task.depth >= DEEPEST && !required)) return
    const value = build(raw, { name, required }, { ...task, depth: task.depth + 1 })
    if (value !== undefined) entries.set(name, value)
  }
  const optional = Object.keys(schema.properties).filter((name) => !schema.required.includes(name))
  // In the order of the schema, as a reader expects them.
  for (const name of Object.keys(schema.properties)) {
    if (schema.required.includes(name)) add(name, true)
    else if (entries.size + missing(schema, entries) < schema.maxProperties) add(name, false)
  }
  for (const name of schema.required) if (!entries.has(name)) add(name, true)
  const least = Math.min(schema.minProperties, MOST_ITEMS)
  for (const name of optional) if (entries.size < least && !entries.has(name)) add(name, true)
  for (let number = 1; entries.size < least && number <= MOST_ITEMS; number += 1) add(`key${number}`, true)
  return Object.fromEntries(entries)
}

const missing = (schema: JsonSchema, entries: ReadonlyMap<string, unknown>) =>
  schema.required.filter((name) => !entries.has(name)).length

function nullLast(options: readonly RawSchema[], root: RawSchema): readonly RawSchema[] {
  const isNull = (raw: RawSchema) => readSchema(raw, root).types.every((type) => type === ('null' satisfies JsonType))
  const nothing = options.filter((raw) => isObject(raw) && readSchema(raw, root).types.length > 0 && isNull(raw))
  return [...options.filter((raw) => !nothing.includes(raw)), ...nothing]
}

/** The first candidate that fits; when none does, the first that there is. */
function firstFitting(candidates: readonly (() => unknown)[], fits: (value: unknown) => boolean): unknown {
  let first: unknown
  for (const [index, make] of candidates.entries()) {
    const value = make()
    if (fits(value)) return value
    if (index === 0) first = value
  }
  return first
}
