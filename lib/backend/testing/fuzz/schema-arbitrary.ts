// Values that the protocol's schemas allow, made by fast-check.
import fc from 'fast-check'
import { anyText } from '@/lib/run/testing/any-text'
import { resolved, type Schema } from '../protocol-shapes'

type Values = fc.Arbitrary<unknown>

/** Values for a property of that name, where its schema does not say what makes sense; `own` are those it says. */
export type Special = Readonly<Record<string, (own: Values) => Values>>

/** How deep what may stand in itself does. */
const LEVELS = 3

const said = fc.constantFrom('hi', 'What is the weather in Paris?', '年假有几天？', '请假', 'a'.repeat(300))
const texts = fc.oneof(
  { weight: 6, arbitrary: said },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: anyText({ maxLength: 40 }) },
)

const addresses = fc.webUrl()

interface Place {
  readonly special: Special
  /** What `$recursiveRef` stands for. */
  readonly anchor?: Schema
  readonly level: number
}

/** Values of the schema, and of what stands in it. */
export function valuesOf(schema: Schema, special: Special): Values {
  return at(schema, { special, level: 0 })
}

function at(given: Schema, place: Place): Values {
  if (given.$recursiveRef) {
    return place.level < LEVELS && place.anchor
      ? at(place.anchor, { ...place, level: place.level + 1 })
      : fc.constant({ type: 'eq', key: 'kind', value: 'x' })
  }
  const schema = resolved(given)
  const here = schema.$recursiveAnchor ? { ...place, anchor: schema } : place
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (several && !schema.properties) return fc.oneof(...several.map((each) => at(each, here)))
  if (several) return fc.oneof(...several.map((branch) => object(withOnly(schema, { branch, several }), here)))
  return plain(schema, here)
}

/** Of the properties that exclude each other those of one branch. */
function withOnly(schema: Schema, { branch, several }: { branch: Schema; several: readonly Schema[] }): Schema {
  const others = several.flatMap(({ required = [] }) => required).filter((name) => !branch.required?.includes(name))
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !others.includes(name))
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: [...(schema.required ?? []), ...(branch.required ?? [])],
  }
}

function plain(schema: Schema, place: Place): Values {
  const { minimum, maximum } = schema
  switch (schema.type) {
    case 'string':
      return schema.format === 'uri' ? addresses : texts.filter((text) => text.length <= (schema.maxLength ?? Infinity))
    case 'integer':
      return fc.integer({ min: minimum ?? 0, max: maximum ?? 100_000 })
    case 'number':
      return fc.double({ min: minimum ?? -1_000, max: maximum ?? 1_000, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(at(schema.items ?? {}, place), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      })
    case 'object':
      return object(schema, place)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const asItIs = (own: Values) => own

function object(schema: Schema, place: Place): Values {
  const { properties, additionalProperties: more } = schema
  if (!properties) {
    const values = typeof more === 'object' ? at(more, place) : fc.jsonValue({ maxDepth: 2 })
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 20 }), values, { maxKeys: 4 })
  }
  const entries = Object.entries(properties).map(([name, each]) => [
    name,
    (place.special[name] ?? asItIs)(at(each, place)),
  ])
  return fc.record(Object.fromEntries(entries) as Record<string, Values>, {
    requiredKeys: [...(schema.required ?? [])],
  })
}
