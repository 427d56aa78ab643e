import type { ToolCall } from '@/lib/protocol/step'

/** What stands between the brackets is for recognising a call, not for reading it. */
const MAX_CHARACTERS = 60
const MAX_OUTPUT_LENGTH = 200

/** Longer arguments are not parsed to show the beginning of them. */
const MAX_PARSED = 10_000

const known = new WeakMap<ToolCall, string | null>()

/**
 * What a call was made with, in short: the values alone, `Hangzhou, 3`; of code its first line. Null while nothing can
 * be told: no arguments, or a tool that takes none. A call that is unchanged is the same object, and is read once.
 */
export function argumentsInShort(call: ToolCall): string | null {
  const before = known.get(call)
  if (before !== undefined) return before
  const text = onOneLine(writtenOf(call))
  known.set(call, text)
  return text
}

/** A call as it is named in a sentence or a comment: `get_weather(Hangzhou)`. */
export function callInShort(call: ToolCall): string {
  return `${call.type === 'function' ? call.function.name : call.type}(${argumentsInShort(call) ?? ''})`
}

/** What a call gave back, on one line; null where nothing has come back. */
export function outputInShort(call: ToolCall): string | null {
  switch (call.type) {
    case 'function':
      return call.function.output === null ? null : onOneLine(call.function.output, MAX_OUTPUT_LENGTH)
    case 'code_interpreter':
      return onOneLine(
        call.code_interpreter.outputs.map((each) => (each.type === 'logs' ? each.logs : '')).join(' '),
        MAX_OUTPUT_LENGTH,
      )
    case 'file_search':
      return onOneLine(
        (call.file_search.results ?? []).map(({ file_name, score }) => `${file_name} ${score.toFixed(2)}`).join(', '),
        MAX_OUTPUT_LENGTH,
      )
    default:
      // A tool that only another server has.
      call satisfies never
      return null
  }
}

function writtenOf(call: ToolCall): string {
  switch (call.type) {
    case 'function':
      return valuesOf(call.function.arguments)
    case 'code_interpreter':
      return call.code_interpreter.input.trimStart().split('\n', 1)[0]!
    case 'file_search':
      return ''
    default:
      call satisfies never
      return ''
  }
}

/** Arguments that are not whole yet, or are no object, stand as they were written. */
function valuesOf(written: string): string {
  if (written.length > MAX_PARSED) return written
  let parsed: unknown
  try {
    parsed = JSON.parse(written)
  } catch {
    return written
  }
  if (typeof parsed !== 'object' || parsed === null) return written
  return Object.values(parsed).map(inShort).join(', ')
}

const inShort = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function onOneLine(text: string, most = MAX_CHARACTERS): string | null {
  const line = text
    .slice(0, 4 * most)
    .replaceAll(/\s+/g, ' ')
    .trim()
  const letters = [...line]
  if (letters.length === 0) return null
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line
}
