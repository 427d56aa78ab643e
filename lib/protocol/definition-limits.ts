// Definitions of functions and of response formats are JSON Schemas that anybody may write, and that servers, pages and
// endpoints read again with every turn. The limits leave room for what strict schemas may have (5,000 properties, ten
// levels of objects). They are checked when requests come in, and nowhere else: what is already stored stays valid.
import type * as z from 'zod'

/** What one schema may have: bytes as JSON, levels of objects and lists in each other, members and items in all. */
const definitionLimits = { bytes: 512 * 1024, levels: 100, members: 50_000 } as const

/** What all definitions of one `tools` list may have together, in bytes as JSON. */
export const MAX_BYTES_OF_TOOLS = 1024 * 1024

/** How a definition exceeds a limit. */
export interface Excess {
  readonly kind: 'levels' | 'members' | 'bytes'
  readonly most: number
  /** Of bytes: how many there are. */
  readonly size?: number
  /** The path of the first value that is too deep; empty where the whole definition is meant. */
  readonly path: readonly string[]
}

interface Place {
  readonly value: unknown
  readonly level: number
  readonly key: string
  readonly above: Place | undefined
}

/** How a schema exceeds the limits; undefined when it does not. */
export function excessOf(definition: unknown): Excess | undefined {
  const { bytes, levels, members } = definitionLimits
  let counted = 0
  const open: Place[] = [{ value: definition, level: 1, key: '', above: undefined }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, level } = next
    if (typeof value !== 'object' || value === null) continue
    if (level > levels) return { kind: 'levels', most: levels, path: pathOf(next) }
    const inner = Object.entries(value)
    counted += inner.length
    if (counted > members) return { kind: 'members', most: members, path: [] }
    for (const [key, each] of inner) open.push({ value: each, level: level + 1, key, above: next })
  }
  const size = bytesOf(definition)
  return size > bytes ? { kind: 'bytes', most: bytes, size, path: [] } : undefined
}

const pathOf = ({ key, above }: Place): readonly string[] => (above ? [...pathOf(above), key] : [])

/** The words of the error that an excess is answered with. */
export function excessMessage({ kind, most, size }: Excess): string {
  switch (kind) {
    case 'levels':
      return `schema too deep. Expected a schema with at most ${most} levels.`
    case 'members':
      return `schema too large. Expected a schema with at most ${most} members and items.`
    case 'bytes':
      return `schema too long. Expected a schema with at most ${most} bytes, but got a schema with ${size} bytes instead.`
    default:
      return kind satisfies never
  }
}

export const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? '').length

interface FunctionTool {
  readonly type: string
  readonly function?: { readonly name: string; readonly parameters?: unknown }
}

/** Refuses tools whose definitions are too large, one by one or together, and two functions of one name. */
export function limitTools(tools: readonly FunctionTool[], context: z.core.$RefinementCtx) {
  const names = tools.map((tool) => tool.function?.name)
  const second = names.findIndex((name, index) => name !== undefined && names.indexOf(name) < index)
  if (second >= 0) {
    const message = `two functions are named '${names[second]}'. Expected a name of its own for each.`
    return context.addIssue({ code: 'custom', path: [second, 'function', 'name'], message })
  }
  const parameters = tools.map((tool) => tool.function?.parameters)
  for (const [index, definition] of parameters.entries()) {
    const excess = excessOf(definition)
    if (excess === undefined) continue
    const path = [index, 'function', 'parameters']
    const params = { code: 'invalid_function_parameters' }
    context.addIssue({ code: 'custom', path, message: excessMessage(excess), params })
    return
  }
  const size = bytesOf(tools)
  if (size <= MAX_BYTES_OF_TOOLS) return
  const message = `tools too long. Expected tools with at most ${MAX_BYTES_OF_TOOLS} bytes in all, but got ${size} bytes instead.`
  context.addIssue({ code: 'custom', message, params: { code: 'invalid_function_parameters' } })
}

interface Format {
  readonly type: string
  readonly json_schema?: { readonly schema?: unknown }
}

/** Refuses a response format whose schema is too large. */
export function limitFormat(format: Format | 'auto', context: z.core.$RefinementCtx) {
  const excess = format === 'auto' ? undefined : excessOf(format.json_schema?.schema)
  if (excess === undefined) return
  const path = ['json_schema', 'schema']
  context.addIssue({ code: 'custom', path, message: excessMessage(excess), params: { code: 'invalid_json_schema' } })
}
