import type { Quantity, Supply } from './evidence'
import type { JsonSchema, RawSchema } from './json-schema'
import { kindOf, listedKinds, mentions, MAX_OPTIONS } from './listed-kinds'
import type { Field, Suggest } from './schema-example'

type SuggestFrom = (field: Field, supply: Supply) => unknown

/** A list out of a message: things with their quantities, numbers, or all the texts that fit. */
export function suggestItems(field: Field, supply: Supply, suggestValue: SuggestFrom): readonly unknown[] | undefined {
  const raw = field.schema.items
  const item = field.read(raw)
  const items = item.types.includes('object')
    ? suggestObjects(field, { raw, item }, { supply, suggestValue })
    : suggestScalars(item, supply)
  const fitting = items.slice(0, field.schema.maxItems)
  return fitting.length > 0 && field.accepts(fitting) ? fitting : undefined
}

/** What an item is: the property that names it, and the one that counts it. */
interface ItemShape {
  readonly kind: string
  readonly count: string | undefined
  readonly kinds: readonly string[]
  /** Nothing but these kinds is allowed. */
  readonly closed: boolean
}

function suggestObjects(
  field: Field,
  { raw, item }: { readonly raw: RawSchema; readonly item: JsonSchema },
  { supply, suggestValue }: { readonly supply: Supply; readonly suggestValue: SuggestFrom },
): readonly unknown[] {
  const shape = shapeOf(field, item)
  if (!shape) return []
  const things = thingsOf(supply, shape)
  for (const number of supply.evidence.numbers) {
    if (things.some(({ count }) => count === number.value)) supply.taken.add(number)
  }
  return things.map(({ noun, count }) => {
    const suggest: Suggest = (one) => {
      if (one.name === shape.kind && one.accepts(noun)) return noun
      if (one.name === shape.count && one.accepts(count)) return count
      return suggestValue(one, supply)
    }
    return field.example(raw, suggest)
  })
}

const NAMES_A_THING = /type|kind|name|item|product|category|goods|title|sku|商品|类型|名称|品类/i
const COUNTS = /quantity|qty|count|amount|number|num|pieces|数量|个数|件数/i

function shapeOf(field: Field, item: JsonSchema): ItemShape | undefined {
  const properties = Object.entries(item.properties).map(([name, raw]) => ({ name, schema: field.read(raw) }))
  const texts = properties.filter(({ schema }) => schema.types.includes('string') || schema.allowed)
  const listed = ({ schema }: { schema: JsonSchema }) =>
    schema.allowed?.slice(0, MAX_OPTIONS).filter((option) => typeof option === 'string') ??
    listedKinds(schema.description)
  const kind = texts.find((one) => listed(one).length > 0) ?? texts.find(({ name }) => NAMES_A_THING.test(name))
  if (!kind) return undefined
  const numbers = properties.filter(({ schema }) =>
    schema.types.some((type) => type === 'integer' || type === 'number'),
  )
  const count =
    numbers.find(({ name, schema }) => COUNTS.test(name) || COUNTS.test(schema.description)) ??
    numbers.find(({ schema }) => schema.types.includes('integer'))
  return { kind: kind.name, count: count?.name, kinds: listed(kind), closed: kind.schema.allowed !== undefined }
}

/** The things that are counted in the message; without a count, the kinds that it mentions, one of each. */
function thingsOf({ evidence }: Supply, { kinds, closed }: ItemShape): readonly Quantity[] {
  const counted = evidence.quantities.flatMap(({ noun, count }) => {
    const kind = kindOf(noun, kinds) ?? (closed ? undefined : noun)
    return kind === undefined ? [] : [{ noun: kind, count }]
  })
  if (counted.length > 0) return counted
  const mentioned = kinds.filter((kind) => mentions(evidence.message, kind)).map((kind) => ({ noun: kind, count: 1 }))
  if (mentioned.length > 0 || closed) return mentioned
  return evidence.quoted.map((noun) => ({ noun, count: 1 }))
}

function suggestScalars(item: JsonSchema, { evidence }: Supply): readonly unknown[] {
  if (item.allowed) {
    const options = item.allowed.slice(0, MAX_OPTIONS)
    return options.filter((option) => typeof option === 'string' && mentions(evidence.message, option))
  }
  if (item.types.some((type) => type === 'number' || type === 'integer')) {
    const values = evidence.numbers.map(({ value }) => value)
    return item.types.includes('number') ? values : values.filter(Number.isInteger)
  }
  if (!item.types.includes('string')) return []
  const kinds = listedKinds(item.description).filter((kind) => mentions(evidence.message, kind))
  const texts = [kinds, evidence.quoted, evidence.emails, evidence.places.map(({ name }) => name), evidence.names]
  return texts.find((found) => found.length > 0) ?? []
}
