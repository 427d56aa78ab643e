import type { FunctionCall } from '@/lib/protocol/run'

/** Last words of function names whose answer is a number. */
const numbers = /^(total|price|cost|amount|sum|count|number|quantity|balance|rate|score|temperature)$/i

/**
 * An output that such a function could give, as JSON text to be edited: its plain arguments again, and a value under
 * the last word of its name. `calculate_order_total` gives a `total`.
 */
export function exampleOutputOf({ function: { name, arguments: written } }: FunctionCall): string {
  const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter(Boolean)
  const key = words.at(-1)?.toLowerCase() ?? 'result'
  return JSON.stringify({ ...plainArgumentsOf(written), [key]: numbers.test(key) ? 128.5 : 'example' }, null, 2)
}

function plainArgumentsOf(written: string): Record<string, unknown> {
  const value = parsedJsonOf(written)
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each !== 'object'))
}

/** The value of JSON text, or undefined for text that is none. */
export function parsedJsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
