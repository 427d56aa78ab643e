import { isObject, keyOf, readSchema, type JsonSchema, type RawSchema, type SchemaDocument } from './json-schema'
import { linearPattern } from './linear-pattern'

const MAX_DEPTH = 32

/**
 * Whether a value follows a schema, in the part of JSON Schema that `JsonSchema` names. When no steps are left nothing
 * is said against it any more.
 */
export const conformsTo = (value: unknown, schema: JsonSchema, document: SchemaDocument): boolean =>
  check(value, schema, { document, depth: 0, open: new Set() })

interface Place {
  readonly document: SchemaDocument
  readonly depth: number
  /** The schemas that this very value is being held against: one that leads back to itself says nothing new. */
  readonly open: ReadonlySet<RawSchema>
}

function check(value: unknown, schema: JsonSchema, at: Place): boolean {
  const { steps } = at.document
  steps.spend(1)
  if (steps.areSpent()) return true
  if (at.depth > MAX_DEPTH) return false
  return (
    (schema.types.length === 0 || schema.types.some((type) => isOfType(value, type))) &&
    isAllowed(value, schema, at) &&
    checkScalar(value, schema, at) &&
    (!Array.isArray(value) || checkArray(value, schema, at)) &&
    (!isObject(value) || checkObject(value, schema, at)) &&
    schema.choices.every(({ kind, options }) => {
      const fitting = options.filter((option) => checkOption(value, option, at)).length
      return kind === 'oneOf' ? fitting === 1 : fitting > 0
    })
  )
}

function checkOption(value: unknown, option: RawSchema, { document, depth, open }: Place): boolean {
  if (typeof option === 'boolean') return option
  if (open.has(option)) return true
  return check(value, readSchema(option, document), { document, depth: depth + 1, open: new Set([...open, option]) })
}

/** A part of a value against the schema for it. */
function checkPart(value: unknown, raw: RawSchema, { document, depth }: Place): boolean {
  if (typeof raw === 'boolean') return raw
  return check(value, readSchema(raw, document), { document, depth: depth + 1, open: new Set() })
}

function isAllowed(value: unknown, { allowed }: JsonSchema, { document }: Place): boolean {
  if (!allowed) return true
  const known = document.allowed.get(allowed)
  if (known) return known.has(keyOf(value))
  document.steps.spend(allowed.length)
  const keys = new Set(allowed.map(keyOf))
  document.allowed.set(allowed, keys)
  return keys.has(keyOf(value))
}

function isOfType(value: unknown, type: JsonSchema['types'][number]): boolean {
  switch (type) {
    case 'object':
      return isObject(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'string':
    case 'boolean':
      return typeof value === type
    case 'null':
      return value === null
    default:
      return type satisfies never
  }
}

function checkScalar(value: unknown, schema: JsonSchema, { document }: Place): boolean {
  if (typeof value === 'number') {
    return (
      value >= schema.minimum &&
      value <= schema.maximum &&
      value > schema.exclusiveMinimum &&
      value < schema.exclusiveMaximum &&
      (schema.multipleOf === undefined || Number.isInteger(value / schema.multipleOf))
    )
  }
  if (typeof value !== 'string') return true
  const length = signsIn(value)
  return (
    length >= schema.minLength &&
    length <= schema.maxLength &&
    schema.patterns.every((pattern) => matches(value, pattern, document))
  )
}

function signsIn(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** To compile a pattern costs as much as to try it on a text of so many signs. */
const COST_OF_COMPILING = 100

/** Against what is no pattern, or beyond the engine, nothing can be said. */
function matches(text: string, source: string, { patterns, steps }: SchemaDocument): boolean {
  if (steps.areSpent()) return true
  const known = patterns.has(source)
  const pattern = known ? patterns.get(source) : linearPattern(source)
  if (!known) patterns.set(source, pattern)
  if (!pattern) return true
  steps.spend(pattern.size * (text.length + (known ? 1 : COST_OF_COMPILING)))
  return steps.areSpent() || pattern.isIn(text)
}

function checkArray(value: readonly unknown[], schema: JsonSchema, at: Place): boolean {
  return (
    value.length >= schema.minItems &&
    value.length <= schema.maxItems &&
    value.every((item, index) => checkPart(item, schema.prefixItems[index] ?? schema.items, at)) &&
    !(schema.uniqueItems && new Set(value.map(keyOf)).size < value.length)
  )
}

function checkObject(value: Readonly<Record<string, unknown>>, schema: JsonSchema, at: Place): boolean {
  const names = Object.keys(value)
  return (
    names.length >= schema.minProperties &&
    names.length <= schema.maxProperties &&
    schema.required.every((name) => Object.hasOwn(value, name)) &&
    names.every((name) => {
      const declared = Object.hasOwn(schema.properties, name)
      return checkPart(value[name], declared ? schema.properties[name] : schema.additionalProperties, at)
    })
  )
}
