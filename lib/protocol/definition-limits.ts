// Definitions of functions and of answers are JSON Schemas that strangers write and that servers, pages and endpoints
// read again with every turn. The limits leave room for what strict schemas may have (5,000 properties, ten levels of
// objects) and stand at the doors only: what is stored already stays as it is.
import type { z } from 'zod'

/** What one schema may have: bytes as JSON, levels of objects and lists in each other, members and items in all. */
const definitionLimits = { bytes: 512 * 1024, levels: 100, members: 50_000 } as const

/** What all definitions of one `tools` list may have together, in bytes as JSON. */
const MOST_BYTES_OF_TOOLS = 1024 * 1024

/** In which way a schema is too large, in words for an error message; undefined when it is not. */
export function excessOf(definition: unknown): string | undefined {
  const { bytes, levels, members } = definitionLimits
  let counted = 0
  const open = [{ value: definition, level: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, level } = next
    if (typeof value !== 'object' || value === null) continue
    if (level > levels) return `schema too deep. Expected a schema with at most ${levels} levels.`
    const inner: readonly unknown[] = Object.values(value)
    counted += inner.length
    if (counted > members) return `schema too large. Expected a schema with at most ${members} members and items.`
    for (const each of inner) open.push({ value: each, level: level + 1 })
  }
  const size = bytesOf(definition)
  return size > bytes
    ? `schema too long. Expected a schema with at most ${bytes} bytes, but got a schema with ${size} bytes instead.`
    : undefined
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? '').length

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
    const message = excessOf(definition)
    if (message === undefined) continue
    const path = [index, 'function', 'parameters']
    context.addIssue({ code: 'custom', path, message, params: { code: 'invalid_function_parameters' } })
    return
  }
  const size = bytesOf(tools)
  if (size <= MOST_BYTES_OF_TOOLS) return
  const message = `tools too long. Expected tools with at most ${MOST_BYTES_OF_TOOLS} bytes in all, but got ${size} bytes instead.`
  context.addIssue({ code: 'custom', message, params: { code: 'invalid_function_parameters' } })
}

interface Format {
  readonly type: string
  readonly json_schema?: { readonly schema?: unknown }
}

/** Refuses a response format whose schema is too large. */
export function limitFormat(format: Format | 'auto', context: z.core.$RefinementCtx) {
  const message = format === 'auto' ? undefined : excessOf(format.json_schema?.schema)
  if (message === undefined) return
  const path = ['json_schema', 'schema']
  context.addIssue({ code: 'custom', path, message, params: { code: 'invalid_json_schema' } })
}
