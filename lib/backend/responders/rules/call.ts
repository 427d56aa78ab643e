// A call as rules see it.
import type { FunctionCall } from '@/lib/protocol/run'

export interface Call {
  readonly id: string
  readonly function: string
  /** As the model wrote them. */
  readonly text: string
  /** The same, parsed; undefined where they are no JSON. */
  readonly arguments: unknown
}

export const toCall = ({ id, function: { name, arguments: text } }: FunctionCall): Call => ({
  ...{ id, text, function: name },
  arguments: parsed(text),
})

function parsed(text: string): unknown {
  // A function without parameters is often called with nothing at all.
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
