import { excessOf, type Excess } from '@/lib/protocol/definition-limits'
import { definitionName } from '@/lib/protocol/limits'
import type { JsonProblem } from './json-cursor'
import { placeOf, readJson } from './json-source'

/** What a definition may hold, by name. */
export type Shape = Readonly<Record<string, { readonly kind: keyof typeof kinds; readonly required?: boolean }>>

type ShapeProblem = 'field' | 'root_object' | 'object' | 'text' | 'flag' | 'missing' | 'unknown' | 'name' | 'unnamed'

export interface SourceProblem {
  readonly problem: JsonProblem | ShapeProblem | `too_many_${Excess['kind']}`
  readonly line: number
  readonly column: number
  /** The name that it is about. */
  readonly name?: string | undefined
  /** The limit, where one is exceeded. */
  readonly most?: number
  /** The path of what exceeds a limit, as json-source writes it. */
  readonly path?: string
}

const isName = (value: unknown) =>
  typeof value === 'string' && value.length <= definitionName.max && definitionName.signs.test(value)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const kinds = {
  name: { accepts: isName, problem: 'name' },
  text: { accepts: (value: unknown) => typeof value === 'string', problem: 'text' },
  object: { accepts: isObject, problem: 'object' },
  // On the wire null means the same as leaving a field out.
  text_or_null: { accepts: (value: unknown) => value === null || typeof value === 'string', problem: 'text' },
  object_or_null: { accepts: (value: unknown) => value === null || isObject(value), problem: 'object' },
  flag: { accepts: (value: unknown) => value === null || typeof value === 'boolean', problem: 'flag' },
} as const

/** The function of a function tool: lib/protocol/tool, functionDefinitionSchema. */
export const functionShape = {
  name: { kind: 'name', required: true },
  description: { kind: 'text_or_null' },
  parameters: { kind: 'object_or_null' },
  strict: { kind: 'flag' },
} as const satisfies Shape

/** The json_schema of a response format. */
export const responseSchemaShape = {
  name: { kind: 'name', required: true },
  description: { kind: 'text' },
  schema: { kind: 'object' },
  strict: { kind: 'flag' },
} as const satisfies Shape

/** The first thing that is wrong with a definition's text, and where; undefined when nothing is. */
export function checkShape(text: string, shape: Shape, reading = readJson(text)): SourceProblem | undefined {
  if (!reading.ok) {
    return { problem: reading.problem, ...placeOf(text, reading.offset), ...(reading.name && { name: reading.name }) }
  }
  const { value, offsetOf } = reading
  const at = (path: string) => placeOf(text, offsetOf.get(path) ?? 0)
  if (!isObject(value)) return { problem: 'root_object', ...at('') }
  for (const [name, part] of Object.entries(value)) {
    const rule = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (!rule) return { problem: 'unknown', name, ...at(`/${name}`) }
    const kind = kinds[rule.kind]
    if (!kind.accepts(part)) return { problem: kind.problem, name, ...at(`/${name}`) }
  }
  const missing = Object.keys(shape).find((name) => shape[name]?.required && !Object.hasOwn(value, name))
  return missing ? { problem: 'missing', name: missing, ...at('') } : undefined
}

/** Which limit the schema at a path of a definition exceeds, and where. */
export function checkSize(text: string, path: string, reading = readJson(text)): SourceProblem | undefined {
  if (!reading.ok || !isObject(reading.value)) return undefined
  const excess = excessOf(reading.value[path.slice(1)])
  if (!excess) return undefined
  const at = [path, ...excess.path].join('/')
  const place = placeOf(text, reading.offsetOf.get(at) ?? 0)
  return { problem: `too_many_${excess.kind}`, most: excess.most, path: at, ...place }
}
