import {
  both,
  createDocument,
  keyOf,
  sizeOf,
  readSchema,
  type JsonSchema,
  type JsonType,
  type RawSchema,
  type SchemaDocument,
} from './json-schema'
import { MAX_OPTIONS } from './listed-kinds'
import { numberCandidates, stringCandidates } from './scalar-example'
import { conformsTo } from './schema-check'
import { createSteps } from './steps'

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
  readonly document: SchemaDocument
  readonly suggest: Suggest
  readonly depth: number
  /** Different variants give different values, for lists that allow nothing twice. */
  readonly variant: number
  /** How many values may still be made: lists in lists in lists grow fast. */
  readonly budget: { left: number }
  /** The choices that were made at this place. */
  readonly taken: ReadonlySet<JsonSchema['choices'][number]['options']>
}

const MAX_ITEMS = 100
const MAX_VALUES = 2_000
const MAX_DEPTH = 12

/** Steps that it costs to look into a message for a value. */
const COST_OF_READING = 100
const COST_OF_OPTION = 20

/**
 * A value that follows a JSON Schema: suggested where that fits, else what the schema's author gave, else plain. What
 * is still to be made when no steps are left is plain and not checked.
 */
export function schemaExample(raw: RawSchema, suggest: Suggest = () => undefined, steps = createSteps()): unknown {
  const document = createDocument(raw, steps)
  const task: Task = { document, suggest, depth: 0, variant: 0, budget: { left: MAX_VALUES }, taken: new Set() }
  return build(raw, { name: '', required: true }, task)
}

interface Slot {
  readonly name: string
  readonly required: boolean
}

function build(raw: RawSchema, slot: Slot, task: Task): unknown {
  task.budget.left -= 1
  if (task.budget.left < 0 || task.depth > 2 * MAX_DEPTH) return slot.required ? null : undefined
  return buildRead(readSchema(raw, task.document), slot, { ...task, taken: new Set() })
}

function buildRead(schema: JsonSchema, slot: Slot, task: Task): unknown {
  const { document, taken } = task
  if (document.steps.areSpent()) return slot.required ? plain(schema, slot, task) : undefined
  const accepts = (value: unknown) => conformsTo(value, schema, document)
  // An option that asks for a choice that was made already asks for nothing new.
  const [choice, ...others] = schema.choices.filter(({ options }) => !taken.has(options))
  if (choice) {
    const rest = { ...schema, choices: others }
    const within = { ...task, taken: new Set([...taken, choice.options]) }
    const candidates = nullLast(choice.options, document).map(
      (option) => () => buildRead(withOption(rest, option, document), slot, within),
    )
    return firstFitting(candidates, accepts)
  }
  document.steps.spend(costOfSuggesting(schema))
  const suggested = task.suggest({
    ...slot,
    schema,
    accepts,
    example: (raw, suggest) => build(raw, slot, { ...task, suggest, depth: task.depth + 1 }),
    read: (raw) => readSchema(raw, document),
  })
  if (suggested !== undefined && accepts(suggested)) return suggested
  if (!slot.required) return undefined
  if (schema.allowed) return schema.allowed[task.variant % Math.max(schema.allowed.length, 1)] ?? null
  const given = task.variant === 0 ? schema.given.find(accepts) : undefined
  return given ?? plain(schema, slot, task)
}

function withOption(rest: JsonSchema, option: RawSchema, document: SchemaDocument): JsonSchema {
  const own = readSchema(option, document)
  document.steps.spend(sizeOf(rest) + sizeOf(own))
  return both(rest, own)
}

const costOfSuggesting = ({ description, allowed }: JsonSchema) =>
  COST_OF_READING + description.length + COST_OF_OPTION * Math.min(allowed?.length ?? 0, MAX_OPTIONS)

function plain(schema: JsonSchema, slot: Slot, task: Task): unknown {
  const accepts = (value: unknown) => conformsTo(value, schema, task.document)
  const type = schema.types.find((one) => one !== 'null') ?? schema.types[0] ?? 'string'
  switch (type) {
    case 'object':
      return buildObject(schema, task)
    case 'array':
      return buildArray(schema, slot, task)
    case 'string': {
      const candidates = stringCandidates(schema, task.variant, task.document.steps)
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
  if (task.depth >= MAX_DEPTH) return []
  const wanted = Math.min(Math.max(schema.minItems, 1), schema.maxItems, MAX_ITEMS)
  const items: unknown[] = []
  const keys = new Set<string>()
  for (let variant = task.variant; items.length < wanted && variant < task.variant + 2 * MAX_ITEMS; variant += 1) {
    const raw = schema.prefixItems[items.length] ?? schema.items
    if (raw === false) break
    const item = build(raw, { name, required: true }, { ...task, depth: task.depth + 1, variant })
    if (schema.uniqueItems && keys.size === keys.add(keyOf(item)).size) continue
    items.push(item)
  }
  return items
}

function buildObject(schema: JsonSchema, task: Task): Record<string, unknown> {
  const entries = new Map<string, unknown>()
  const add = (name: string, required: boolean) => {
    const raw = Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.additionalProperties
    if (raw === false || (task.depth >= MAX_DEPTH && !required)) return
    const value = build(raw, { name, required }, { ...task, depth: task.depth + 1 })
    if (value !== undefined) entries.set(name, value)
  }
  const names = Object.keys(schema.properties)
  const missing = new Set(schema.required)
  task.document.steps.spend(names.length + missing.size)
  // In the order of the schema, as a reader expects them.
  for (const name of names) {
    if (missing.delete(name)) add(name, true)
    else if (entries.size + missing.size < schema.maxProperties) add(name, false)
  }
  for (const name of missing) add(name, true)
  const least = Math.min(schema.minProperties, MAX_ITEMS)
  for (const name of names) if (entries.size < least && !entries.has(name)) add(name, true)
  for (let number = 1; entries.size < least && number <= MAX_ITEMS; number += 1) add(`key${number}`, true)
  return Object.fromEntries(entries)
}

/** An option that allows nothing but null is a last resort. */
function nullLast(options: readonly RawSchema[], document: SchemaDocument): readonly RawSchema[] {
  const isNull = (raw: RawSchema) => {
    const { types } = readSchema(raw, document)
    return types.length > 0 && types.every((type) => type === ('null' satisfies JsonType))
  }
  const nothing = new Set(options.filter(isNull))
  return [...options.filter((option) => !nothing.has(option)), ...nothing]
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
