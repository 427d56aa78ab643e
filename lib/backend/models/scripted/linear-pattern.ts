// Regular expressions that strangers wrote, in an engine that takes time in proportion to the text (decision 9).
import { RE2JS, RE2JSException } from 're2js'

interface LinearPattern {
  /** Whether it is found in the text, as JSON Schema's `pattern` means it. */
  readonly isIn: (text: string) => boolean
  /** What a sign of text costs at most: the states that the engine may be in at once. */
  readonly size: number
}

const MAX_LENGTH = 1_000

/** Undefined for what is no pattern or beyond the engine: back-references, look-around, counts beyond a thousand. */
export function linearPattern(pattern: string): LinearPattern | undefined {
  if (pattern.length > MAX_LENGTH) return undefined
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(withoutPropertyNames(pattern)))
    return { isIn: (text) => compiled.matcher(text).find(), size: compiled.programSize() }
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}

/** The engine knows scripts and categories by their values alone: `\p{Han}`. */
const withoutPropertyNames = (pattern: string) =>
  pattern.replaceAll(/\\(p|P)\{(?:Script|sc|General_Category|gc)=(\w+)\}/g, '\\$1{$2}')
