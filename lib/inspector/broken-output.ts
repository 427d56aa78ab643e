import { parsedJsonOf } from './example-output'

/** How an output is written: by fields, as JSON, or as text that is sent as it stands. */
export type OutputWay = 'form' | 'json' | 'text'

/** An output as somebody writes it. */
export interface OutputDraft {
  readonly output: string
  readonly way: OutputWay
  /** Was said to be text, though it looks like JSON. */
  readonly isText: boolean
}

/**
 * Whether an output was meant as JSON and is none, so that nobody sends it without knowing. Text is meant as JSON where
 * it begins with a bracket.
 */
export function isBrokenOutput({ output, way, isText }: OutputDraft): boolean {
  if (isText || output.trim() === '' || parsedJsonOf(output) !== undefined) return false
  return way !== 'text' || /^\s*[[{]/.test(output)
}
