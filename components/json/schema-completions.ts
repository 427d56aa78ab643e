import { placeAt, type JsonPlace, type LooseObject, type LooseValue } from './json-place'
import { beginnings, formats, keywords, signs, slotBelow, types, type Slot } from './schema-keywords'

/** What a text defines; `any` is a value of which nothing is known. */
export type DefinitionRoot = 'function' | 'response' | 'schema' | 'any'

export interface SchemaCompletion {
  readonly label: string
  /** What takes the place of `from` to `to`; the caret goes where the bar of `before|behind` would be. */
  readonly before: string
  readonly behind: string
  /** What kind of value a name has, in signs of JSON. */
  readonly detail: string
}

export interface SchemaCompletions {
  /** What is being written, quotes included. */
  readonly from: number
  readonly to: number
  /** What of it has been written, without its quote. */
  readonly typedFrom: number
  readonly options: readonly SchemaCompletion[]
}

/** What could be written at an offset of a definition; undefined when nothing is known. */
export function schemaCompletionsAt(text: string, offset: number, root: DefinitionRoot): SchemaCompletions | undefined {
  const place = placeAt(text, offset)
  if (!place) return undefined
  const to = place.to + (place.quoted && text[place.to] === '"' ? 1 : 0)
  const options = place.expects === 'key' ? keysAt(place, root, text.slice(to)) : valuesAt(place, root)
  if (options.length === 0) return undefined
  return { from: place.from - (place.quoted ? 1 : 0), to, typedFrom: place.from, options }
}

const slotAt = (path: JsonPlace['path'], root: Slot): Slot => path.reduce<Slot>(slotBelow, root)

function keysAt({ path, around }: JsonPlace, root: Slot, behind: string): readonly SchemaCompletion[] {
  const slot = slotAt(path, root)
  const known = keywords[slot === 'schema or flag' ? 'schema' : slot]
  const object = around.at(-1)
  if (!known || object?.kind !== 'object') return []
  const named = typesOf(object)
  const hasValue = /^\s*:/.test(behind)
  return Object.entries(known)
    .filter(([key, { of }]) => !object.entries.has(key) && (named.length === 0 || !of || overlaps(of, named)))
    .map(([key, { holds }]) => {
      const [before, after] = hasValue ? ['', ''] : beginnings[holds]
      return {
        label: key,
        before: `${JSON.stringify(key)}${hasValue ? '' : ': '}${before}`,
        behind: after,
        detail: signs[holds],
      }
    })
}

function valuesAt({ path, around }: JsonPlace, root: Slot): readonly SchemaCompletion[] {
  const slot = slotAt(path, root)
  const holder = around.at(-1)
  switch (slot) {
    case 'type': {
      const taken = holder?.kind === 'array' ? textsOf(holder) : []
      return types.filter((type) => !taken.includes(type)).map(quoted)
    }
    case 'format':
      return formats.map(quoted)
    case 'reference':
      return referencesIn(around[0], root).map(quoted)
    case 'flag':
      return [word('true'), word('false')]
    case 'schema or flag':
      return [word('false'), word('true'), started('schema')]
    case 'schema':
    case 'schemas by name':
    case 'list of schemas':
    case 'list of names':
    case 'list':
      return [started(slot)]
    case 'any':
      return slotAt(path.slice(0, -1), root) === 'list of names' ? namesFor(around).map(quoted) : []
    case 'function':
    case 'response':
    case 'text':
    case 'number':
      return []
    default:
      return slot satisfies never
  }
}

const quoted = (text: string): SchemaCompletion => ({
  label: text,
  before: JSON.stringify(text),
  behind: '',
  detail: '',
})

const word = (text: string): SchemaCompletion => ({ label: text, before: text, behind: '', detail: '' })

function started(slot: Slot): SchemaCompletion {
  const [before, behind] = beginnings[slot]
  return { label: `${before}${behind}`, before, behind, detail: '' }
}

/** The properties beside a `required` that are not in it yet. */
function namesFor(around: JsonPlace['around']): readonly string[] {
  const [schema, required] = around.slice(-2)
  const properties = schema?.kind === 'object' ? schema.entries.get('properties') : undefined
  if (properties?.kind !== 'object') return []
  const taken = textsOf(required)
  return [...properties.entries.keys()].filter((key) => !taken.includes(key))
}

/** What `$ref` can point at: the definitions of the whole schema. */
function referencesIn(whole: LooseValue | undefined, root: Slot): readonly string[] {
  const schema = root === 'schema' ? whole : entryOf(whole, root === 'function' ? 'parameters' : 'schema')
  const definitions = entryOf(schema, '$defs')
  const names = definitions?.kind === 'object' ? [...definitions.entries.keys()] : []
  return ['#', ...names.map((name) => `#/$defs/${name}`)]
}

const entryOf = (value: LooseValue | undefined, key: string) =>
  value?.kind === 'object' ? value.entries.get(key) : undefined

const textsOf = (value: LooseValue | undefined): readonly string[] => {
  if (value?.kind === 'scalar') return [value.text]
  return value?.kind === 'array' ? value.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])) : []
}

/** The types that a schema names; none means any. */
const typesOf = (object: LooseObject) => textsOf(object.entries.get('type'))

const overlaps = (some: readonly string[], others: readonly string[]) => some.some((each) => others.includes(each))
