// A JSON reader that knows where things stand: JSON.parse tells neither where it stopped (in every browser) nor where
// a value lies that parses and is still wrong. `jsonc-parser` accepts a name that stands twice, overflows the stack on
// deep text, and would make the page of an assistant 2 kB heavier.
import { createCursor, JsonStop, type JsonProblem } from './json-cursor'

export type JsonReading =
  | { readonly ok: true; readonly value: unknown; readonly offsetOf: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly problem: JsonProblem; readonly offset: number; readonly name?: string }

const MAX_DEPTH = 200

/**
 * Reads JSON text. `offsetOf` has the offset of each value by its path: '' is the whole, '/parameters/type' a part. A
 * name that stands twice in one object is refused, since readers differ in which value they take.
 */
export function readJson(text: string): JsonReading {
  const offsetOf = new Map<string, number>()
  try {
    return { ok: true, value: readWhole(text, offsetOf), offsetOf }
  } catch (error) {
    if (!(error instanceof JsonStop)) throw error
    return { ok: false, problem: error.problem, offset: error.offset, ...(error.subject && { name: error.subject }) }
  }
}

function readWhole(text: string, offsetOf: Map<string, number>): unknown {
  const cursor = createCursor(text)

  function object(path: string, depth: number) {
    const entries = new Map<string, unknown>()
    if (cursor.skip('}')) return {}
    do {
      if (cursor.peek() !== '"') throw cursor.stop(cursor.peek() === '}' && entries.size > 0 ? 'trailing_comma' : 'key')
      const keyAt = cursor.offset()
      const key = cursor.string()
      if (entries.has(key)) throw new JsonStop('twice', keyAt, key)
      if (!cursor.skip(':')) throw cursor.stop('colon')
      entries.set(key, value(`${path}/${key}`, depth))
    } while (cursor.skip(','))
    if (!cursor.skip('}')) throw cursor.stop('comma')
    return Object.fromEntries(entries)
  }

  function array(path: string, depth: number) {
    const items: unknown[] = []
    if (cursor.skip(']')) return items
    do {
      if (cursor.peek() === ']') throw cursor.stop('trailing_comma')
      items.push(value(`${path}/${items.length}`, depth))
    } while (cursor.skip(','))
    if (!cursor.skip(']')) throw cursor.stop('comma')
    return items
  }

  function value(path: string, depth: number): unknown {
    const first = cursor.peek()
    if (depth > MAX_DEPTH) throw cursor.stop('deep')
    offsetOf.set(path, cursor.offset())
    if (first === '"') return cursor.string()
    if (cursor.skip('{')) return object(path, depth + 1)
    if (cursor.skip('[')) return array(path, depth + 1)
    return cursor.wordOrNumber()
  }

  const whole = value('', 0)
  if (cursor.peek() !== undefined) throw cursor.stop('after')
  return whole
}

/** Line and column, both from 1, of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/** The offset of a line and column. */
export function offsetOf(text: string, { line, column }: { readonly line: number; readonly column: number }): number {
  const before = text.split('\n').slice(0, line - 1)
  return before.reduce((sum, each) => sum + each.length + 1, column - 1)
}
