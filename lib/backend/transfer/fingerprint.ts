import { createHash } from 'node:crypto'

/** Half of a SHA-256: two different objects with the same are not to be expected, and every object has one in a row. */
const HASH_LENGTH = 22

/** The hash of a JSON value, in whichever order its keys stand. */
export const fingerprintOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('base64url')
    .slice(0, HASH_LENGTH)

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  )
}

/**
 * The id of a copy: always the same for the same object in the same `state`, so that an import that is begun again
 * makes no second copy.
 */
export function copyId(id: string, state: string): string {
  const prefix = /^[a-z]+[_-]/.exec(id)?.[0] ?? ''
  const hex = createHash('sha256').update(`${state} ${id}`).digest('hex')
  return `${prefix}${hex.slice(0, 24)}`
}
