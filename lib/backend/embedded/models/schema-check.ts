import { isObject, isSame, readSchema, type JsonSchema, type RawSchema } from './json-schema'

/** Longer texts are not tried against a pattern: a pattern is a user's, and may take for ever on a long text. */
const LONGEST_TRIED = 24
const DEEPEST = 32

/** Whether a value follows a schema, in the part of JSON Schema that `JsonSchema` names. */
export const conformsTo = (value: unknown, schema: JsonSchema, root: RawSchema): boolean =>
  check(value, schema, { root, depth: 0 })

interface Place {
  readonly root: RawSchema
  readonly depth: number
}

function check(value: unknown, schema: JsonSchema, at: Place): boolean {
  if (at.depth > DEEPEST) return false
  return (
    (schema.types.length === 0 || schema.types.some((type) => isOfType(value, type))) &&
    (schema.allowed?.some((option) => isSame(option, value)) ?? true) &&
    checkScalar(value, schema) &&
    (!Array.isArray(value) || checkArray(value, schema, at)) &&
    (!isObject(value) || checkObject(value, schema, at)) &&
    schema.choices.every(({ kind, options }) => {
      const fitting = options.filter((option) => checkRaw(value, option, at)).length
      return kind === 'oneOf' ? fitting === 1 : fitting > 0
    })
  )
}

function checkRaw(value: unknown, raw: RawSchema, { root, depth }: Place): boolean {
  if (raw === false) return false
  return raw === true || check(value, readSchema(raw, root), { root, depth: depth + 1 })
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

function checkScalar(value: unknown, schema: JsonSchema): boolean {
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
  const length = [...value].length
  return length >= schema.minLength && length <= schema.maxLength && schema.patterns.every((one) => matches(value, one))
}

function matches(text: string, pattern: string): boolean {
  if (text.length > LONGEST_TRIED) return false
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    // Not a pattern of this dialect: nothing can be said against the text.
    return true
  }
}

function checkArray(value: readonly unknown[], schema: JsonSchema, at: Place): boolean {
  return (
    value.length >= schema.minItems &&
    value.length <= schema.maxItems &&
    value.every((item, index) => checkRaw(item, schema.prefixItems[index] ?? schema.items, at)) &&
    !(schema.uniqueItems && value.some((item, index) => value.slice(0, index).some((other) => isSame(item, other))))
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
      return checkRaw(value[name], declared ? schema.properties[name] : schema.additionalProperties, at)
    })
  )
}
