// A function as the form of its assistant holds it.
import { readJson } from '@/components/json/json-source'
import { freeName } from './free-name'

export interface FunctionDraft {
  /** Identifies the function while its name changes. */
  readonly key: string
  readonly source: string
}

export function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

/** The name in a function's source, also while the source is being written. */
export function functionNameOf(source: string): string | undefined {
  const reading = readJson(source)
  if (!reading.ok) return /"name"\s*:\s*"([^"]+)"/.exec(source)?.[1]
  const name = (reading.value as { name?: unknown } | null)?.name
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** A key that no function of the draft has. */
export function freshKey(functions: readonly FunctionDraft[]): string {
  const taken = new Set(functions.map(({ key }) => key))
  let number = functions.length
  while (taken.has(`new.${number}`)) number += 1
  return `new.${number}`
}

/** The name, or one like it that no function of the draft has. */
export const freshName = (name: string, functions: readonly FunctionDraft[]): string =>
  freeName(name, new Set(functions.map(({ source }) => functionNameOf(source))))

/** The keys that functions have in a form, by their names. */
export type FunctionKeys = ReadonlyMap<string, string>

export const keysOf = (functions: readonly FunctionDraft[]): FunctionKeys =>
  new Map(functions.flatMap(({ key, source }) => [[functionNameOf(source) ?? '', key]]))

/** The schema of a function's arguments, as its source has it; undefined while that is broken. */
export function parametersOf(source: string): unknown {
  const reading = readJson(source)
  return reading.ok ? (reading.value as { parameters?: unknown } | null)?.parameters : undefined
}
