// The part of JSON Schema that functions and response formats are written in, read without trusting it.

import type { linearPattern } from './linear-pattern'
import type { Steps } from './steps'

export type RawSchema = unknown
export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

interface Choice {
  readonly kind: 'anyOf' | 'oneOf'
  readonly options: readonly RawSchema[]
}

export interface JsonSchema {
  /** Empty when any type will do. */
  readonly types: readonly JsonType[]
  readonly description: string
  /** The allowed values, of `enum` and `const` together; undefined when all are. */
  readonly allowed: readonly unknown[] | undefined
  /** Values that the schema's author gave: `default`, then `examples`. */
  readonly given: readonly unknown[]
  readonly minimum: number
  readonly maximum: number
  readonly exclusiveMinimum: number
  readonly exclusiveMaximum: number
  readonly multipleOf: number | undefined
  readonly minLength: number
  readonly maxLength: number
  readonly patterns: readonly string[]
  readonly format: string | undefined
  readonly prefixItems: readonly RawSchema[]
  readonly items: RawSchema
  readonly minItems: number
  readonly maxItems: number
  readonly uniqueItems: boolean
  readonly properties: Readonly<Record<string, RawSchema>>
  readonly required: readonly string[]
  readonly additionalProperties: RawSchema
  readonly minProperties: number
  readonly maxProperties: number
  readonly choices: readonly Choice[]
}

type RawObject = Readonly<Record<string, unknown>>

/** A description is looked through for values; they stand near its beginning. */
const MAX_DESCRIPTION_LENGTH = 4_000
const jsonTypes: readonly unknown[] = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

export const isObject = (value: unknown): value is RawObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const numberOr = <T>(value: unknown, otherwise: T) => (typeof value === 'number' ? value : otherwise)
const stringOr = <T>(value: unknown, otherwise: T) => (typeof value === 'string' ? value : otherwise)
const isString = (value: unknown): value is string => typeof value === 'string'

/** A schema as its parts refer to it, and what may be worked on it. */
export interface SchemaDocument {
  /** What pointers start from. */
  readonly root: RawSchema
  readonly steps: Steps
  /** What was read once need not be read again. */
  readonly known: WeakMap<object, JsonSchema>
  readonly allowed: WeakMap<readonly unknown[], ReadonlySet<string>>
  readonly patterns: Map<string, ReturnType<typeof linearPattern>>
}

export const createDocument = (root: RawSchema, steps: Steps): SchemaDocument => ({
  root,
  steps,
  known: new WeakMap(),
  allowed: new WeakMap(),
  patterns: new Map(),
})

/** Reads a schema with its `$ref` and `allOf` taken in; without some of them when no steps are left. */
export function readSchema(raw: RawSchema, document: SchemaDocument): JsonSchema {
  if (!isObject(raw)) return anything
  const known = document.known.get(raw)
  document.steps.spend(1)
  if (known) return known
  const { steps } = document
  let whole: JsonSchema | undefined
  for (const part of partsOf(raw, document)) {
    const own = readOwn(part)
    steps.spend(sizeOf(own) + (whole ? sizeOf(whole) : 0))
    whole = whole ? both(whole, own) : own
    if (steps.areSpent()) break
  }
  const read = whole ?? anything
  document.known.set(raw, read)
  return read
}

/** The schema itself and all that it takes in, each once: what it says twice, or of itself, adds nothing. */
function* partsOf(raw: RawObject, { root }: SchemaDocument): Generator<RawObject> {
  const seen = new Set<RawSchema>()
  const open: RawSchema[] = [raw]
  while (open.length > 0) {
    const part = open.pop()
    if (!isObject(part) || seen.has(part)) continue
    seen.add(part)
    yield part
    open.push(...listOf(part.allOf).toReversed())
    if (isString(part.$ref)) open.push(resolvePointer(part.$ref, root))
  }
}

const COST_OF_PROPERTY = 4

/** The steps that it costs to put it together with another. */
export const sizeOf = ({ properties, required, allowed, patterns, given }: JsonSchema) =>
  1 +
  COST_OF_PROPERTY * Object.keys(properties).length +
  required.length +
  (allowed?.length ?? 0) +
  patterns.length +
  given.length

/** What satisfies one schema and the other. */
export function both(one: JsonSchema, other: JsonSchema): JsonSchema {
  return {
    types: bothTypes(one.types, other.types),
    description: one.description || other.description,
    allowed: bothAllowed(one.allowed, other.allowed),
    given: [...one.given, ...other.given],
    minimum: Math.max(one.minimum, other.minimum),
    maximum: Math.min(one.maximum, other.maximum),
    exclusiveMinimum: Math.max(one.exclusiveMinimum, other.exclusiveMinimum),
    exclusiveMaximum: Math.min(one.exclusiveMaximum, other.exclusiveMaximum),
    multipleOf: one.multipleOf ?? other.multipleOf,
    minLength: Math.max(one.minLength, other.minLength),
    maxLength: Math.min(one.maxLength, other.maxLength),
    patterns: [...one.patterns, ...other.patterns],
    format: one.format ?? other.format,
    prefixItems: one.prefixItems.length > 0 ? one.prefixItems : other.prefixItems,
    items: bothRaw(one.items, other.items),
    minItems: Math.max(one.minItems, other.minItems),
    maxItems: Math.min(one.maxItems, other.maxItems),
    uniqueItems: one.uniqueItems || other.uniqueItems,
    properties: bothProperties(one.properties, other.properties),
    required: [...new Set([...one.required, ...other.required])],
    additionalProperties: bothRaw(one.additionalProperties, other.additionalProperties),
    minProperties: Math.max(one.minProperties, other.minProperties),
    maxProperties: Math.min(one.maxProperties, other.maxProperties),
    choices: [...one.choices, ...other.choices],
  }
}

function readOwn(raw: RawObject): JsonSchema {
  const choices = (['anyOf', 'oneOf'] as const).map((kind) => ({ kind, options: listOf(raw[kind]) }))
  return {
    types: typesOf(raw),
    description: stringOr(raw.description, stringOr(raw.title, '')).slice(0, MAX_DESCRIPTION_LENGTH),
    allowed: 'const' in raw ? [raw.const] : Array.isArray(raw.enum) ? raw.enum : undefined,
    given: [...('default' in raw ? [raw.default] : []), ...listOf(raw.examples)],
    minimum: numberOr(raw.minimum, -Infinity),
    maximum: numberOr(raw.maximum, Infinity),
    exclusiveMinimum: numberOr(raw.exclusiveMinimum, -Infinity),
    exclusiveMaximum: numberOr(raw.exclusiveMaximum, Infinity),
    multipleOf: numberOr(raw.multipleOf, undefined),
    minLength: numberOr(raw.minLength, 0),
    maxLength: numberOr(raw.maxLength, Infinity),
    patterns: isString(raw.pattern) ? [raw.pattern] : [],
    format: stringOr(raw.format, undefined),
    prefixItems: listOf(raw.prefixItems),
    items: raw.items ?? true,
    minItems: numberOr(raw.minItems, 0),
    maxItems: numberOr(raw.maxItems, Infinity),
    uniqueItems: raw.uniqueItems === true,
    properties: isObject(raw.properties) ? raw.properties : {},
    required: listOf(raw.required).filter(isString),
    additionalProperties: raw.additionalProperties ?? true,
    minProperties: numberOr(raw.minProperties, 0),
    maxProperties: numberOr(raw.maxProperties, Infinity),
    choices: choices.filter(({ options }) => options.length > 0),
  }
}

const anything = readOwn({})

/** The named types; where none is named, the one that the other keywords speak of. */
function typesOf(raw: RawObject): readonly JsonType[] {
  const named = (Array.isArray(raw.type) ? raw.type : [raw.type]).filter((type): type is JsonType =>
    jsonTypes.includes(type),
  )
  if (named.length > 0 || 'enum' in raw || 'const' in raw) return named
  if (isObject(raw.properties) || Array.isArray(raw.required)) return ['object']
  return 'items' in raw || 'prefixItems' in raw ? ['array'] : []
}

function resolvePointer(pointer: string, root: RawSchema): RawSchema {
  const steps = pointer.replace(/^#\/?/, '').split('/').filter(Boolean)
  return steps.reduce<unknown>((at, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    return isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }, root)
}

function bothTypes(one: readonly JsonType[], other: readonly JsonType[]): readonly JsonType[] {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one
  const narrow = (type: JsonType, among: readonly JsonType[]) =>
    among.includes(type) || (type === 'integer' && among.includes('number'))
  const added = other.filter((type) => !one.includes(type) && narrow(type, one))
  return [...one.filter((type) => narrow(type, other)), ...added]
}

function bothAllowed(one: JsonSchema['allowed'], other: JsonSchema['allowed']): JsonSchema['allowed'] {
  if (!one || !other) return one ?? other
  const keys = new Set(other.map(keyOf))
  return one.filter((value) => keys.has(keyOf(value)))
}

const bothRaw = (one: RawSchema, other: RawSchema): RawSchema => {
  if (one === true || other === true) return one === true ? other : one
  return one === false || other === false ? false : { allOf: [one, other] }
}

function bothProperties(one: RawObject, other: RawObject): RawObject {
  const shared = Object.keys(one).filter((name) => Object.hasOwn(other, name))
  return { ...one, ...other, ...Object.fromEntries(shared.map((name) => [name, bothRaw(one[name], other[name])])) }
}

/** The same for values that are equal as JSON, whatever the order of their keys. */
export const keyOf = (value: unknown): string => JSON.stringify(value, inOrder)

const inOrder = (_: string, value: unknown) =>
  isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .toSorted()
          .map((name) => [name, value[name]]),
      )
    : value
