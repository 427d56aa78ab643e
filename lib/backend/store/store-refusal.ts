// What a store says when it cannot write now but may be able to later. Nothing was stored, and nothing was lost.

/**
 * Why the store refuses: no room on the disk, somebody else holds the database, it cannot be reached or written, or the
 * bucket with the bytes of files cannot.
 */
export type StoreRefusal = 'full' | 'busy' | 'unreachable' | 'bucket'

/** SQLite's codes, PostgreSQL's classes of conditions, and those of the system, by how they begin; the first counts. */
const reasons: readonly (readonly [string, StoreRefusal])[] = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_IOERR', 'unreachable'],
  ['53100', 'full'],
  ['53', 'unreachable'],
  ['55P03', 'busy'],
  ['57P', 'unreachable'],
  ['08', 'unreachable'],
  ['BUCKET', 'bucket'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
]

/** The refusal that an error, or what caused it, tells of; undefined for every other error. */
export function storeRefusalOf(error: unknown): StoreRefusal | undefined {
  if (!(error instanceof Error)) return undefined
  const code = String((error as Error & { readonly code?: unknown }).code)
  const [, refusal] = reasons.find(([start]) => code.startsWith(start)) ?? []
  return refusal ?? storeRefusalOf(error.cause)
}
