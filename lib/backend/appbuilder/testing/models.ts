// Judges answers by the Python SDK's own models (specs/appbuilder-models.txt), as pydantic would read them: unknown
// keys pass, a missing key gets its default, null only where the model allows it, no string for a number.
import { readFileSync } from 'node:fs'

interface Field {
  readonly name: string
  readonly types: readonly string[]
  readonly required: boolean
}

const models = new Map<string, readonly Field[]>()
const enums = new Map<string, readonly (string | number)[]>()

const text = readFileSync(new URL('../../../../specs/appbuilder-models.txt', import.meta.url), 'utf8')

for (const block of text.split(/\n(?=\*\*|##)/)) {
  const name = /^\*\*(\w+)\*\*/.exec(block)?.[1]
  const rows = [...block.matchAll(/^\| `(\w+)` \| (.+?) \| (\*\*required\*\*|`[^\n]*?`|all-defaults object) \|/gm)]
  if (name) {
    models.set(
      name,
      rows.map(([, field = '', types = '', fallback]) => ({
        name: field,
        types: types.split(' | '),
        required: fallback === '**required**',
      })),
    )
  }
  for (const [, word = '', pairs = ''] of block.matchAll(/^(\w+) \[(\(.+\))\]$/gm)) {
    enums.set(
      word,
      [...pairs.matchAll(/\('\w+', ('([^']*)'|-?\d+)\)/g)].map(([, value, quoted]) => quoted ?? Number(value)),
    )
  }
}

/** Every objection that pydantic would have to the value as that model. */
export function mismatchesWith(model: string, value: unknown, path = model): readonly string[] {
  const fields = models.get(model)
  if (!fields) throw new Error(`There is no model ${model}.`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is not an object`]
  const object = value as Readonly<Record<string, unknown>>
  return fields.flatMap(({ name, types, required }) => {
    if (!(name in object)) return required ? [`${path}.${name} is missing`] : []
    const found = types.map((type) => objectionsToType(type, object[name], `${path}.${name}`))
    return found.some((mismatches) => mismatches.length === 0) ? [] : (found.find((each) => each.length > 0) ?? [])
  })
}

function objectionsToType(type: string, value: unknown, path: string): readonly string[] {
  const wrong = [`${path} is ${JSON.stringify(value)}, not ${type}`]
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return wrong
    return value.flatMap((item, index) => objectionsToType(type.slice(0, -2), item, `${path}[${index}]`))
  }
  const named = /^enum (\w+)$/.exec(type)?.[1]
  if (named) return enums.get(named)?.includes(value as string | number) ? [] : wrong
  const isRight = plain[type]
  if (isRight) return isRight(value) ? [] : wrong
  return mismatchesWith(type, value, path)
}

const plain: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  null: (value) => value === null,
}
