// Patterns that somebody types, in an engine that takes time in proportion to the text (decision 9). It comes with the
// first pattern.
import { RE2JS, RE2JSException } from 're2js'
import type { Find, Place } from '@/lib/capsule/find-spans'

const MAX_LENGTH = 1_000

/** Finds what fits a pattern, whatever its case; undefined for what is no pattern of this engine. */
export function findPattern(pattern: string): Find | undefined {
  if (pattern.length > MAX_LENGTH) return undefined
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), RE2JS.CASE_INSENSITIVE)
    return (text) => placesOf(compiled, text)
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}

function placesOf(compiled: ReturnType<typeof RE2JS.compile>, text: string): readonly Place[] {
  const places: Place[] = []
  const matcher = compiled.matcher(text)
  while (matcher.find()) if (matcher.end() > matcher.start()) places.push([matcher.start(), matcher.end()])
  return places
}
