import { type SelectQueryBuilder, sql } from 'kysely'
import { badRequest } from '@/lib/protocol/error'
import type { ListQuery } from '@/lib/protocol/list'
import type { Database, ObjectTable } from './database'
import type { Page } from './store'

/** How many bytes of documents, or of a log, are read at once, so that what is large costs about its own size. */
export const PAGE_BYTES = 8 * 1024 * 1024

/** A listing in the order of insertion. */
interface Listing<Table extends ObjectTable, Row, T> {
  /** From how many bytes of documents on a page is over, however many objects were asked for. */
  readonly pageBytes: number
  /** What the rows are called in messages to clients. */
  readonly noun: string
  /** Where a cursor may point: all rows of the listing, before any filter. */
  readonly scope: SelectQueryBuilder<Database, Table, object>
  readonly rows: SelectQueryBuilder<Database, Table, Row>
  readonly toObject: (row: Row) => T
}

const position = sql<number>`${sql.ref('position')}`
const bytesOfDocument = sql<number>`octet_length(document)`

/**
 * A page after or before a cursor, by the cursor's position, so that a page costs the same wherever it lies.
 * With `before` alone the page is the one next to the cursor; with both cursors it lies between them. A page of large
 * objects ends early and has more: how large they are is known before one of them is read.
 */
export async function listPage<Table extends ObjectTable, Row, T>(
  { noun, scope, rows, toObject, pageBytes }: Listing<Table, Row, T>,
  { limit, order, after, before }: ListQuery,
): Promise<Page<T>> {
  const cursor = async (param: string, id: string) => {
    const found = await scope
      .where(sql<boolean>`id = ${id}`)
      .select(position.as('place'))
      .executeTakeFirst()
    return (found as { place: number } | undefined)?.place ?? refuseCursor({ param, noun, id })
  }
  const [beyond, behind] = order === 'asc' ? [sql`>`, sql`<`] : [sql`<`, sql`>`]
  const isBackwards = before !== undefined && after === undefined
  const direction = (order === 'asc') === isBackwards ? 'desc' : 'asc'

  let query = rows
  if (after !== undefined) query = query.where(sql<boolean>`${position} ${beyond} ${await cursor('after', after)}`)
  if (before !== undefined) query = query.where(sql<boolean>`${position} ${behind} ${await cursor('before', before)}`)
  const standing = (await query
    .clearSelect()
    .select([position.as('place'), bytesOfDocument.as('bytes')])
    .orderBy(position, direction)
    .limit(limit + 1)
    .execute()) as { readonly place: number; readonly bytes: number }[]
  const { data: places, hasMore } = cutPage(standing, { limit, pageBytes, bytesOf: ({ bytes }) => bytes })
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last) return { data: [], hasMore }

  const found = (await query
    .where(
      sql<boolean>`${position} between ${Math.min(first.place, last.place)} and ${Math.max(first.place, last.place)}`,
    )
    .orderBy(position, order)
    .execute()) as Row[]
  return { data: found.map(toObject), hasMore }
}

interface Cut<T> {
  readonly limit: number
  readonly pageBytes: number
  readonly bytesOf: (row: T) => number
}

/** Of `limit` + 1 rows that were asked for, those of the page, at least one, and whether there are more. */
export function cutPage<T>(rows: readonly T[], { limit, pageBytes, bytesOf }: Cut<T>): Page<T> {
  const data: T[] = []
  let bytes = 0
  for (const row of rows.slice(0, limit)) {
    bytes += bytesOf(row)
    if (data.length > 0 && bytes > pageBytes) break
    data.push(row)
  }
  return { data, hasMore: rows.length > data.length }
}

export function refuseCursor({ param, noun, id }: { param: string; noun: string; id: string }): never {
  throw badRequest(`Invalid '${param}': no ${noun} found with id '${id}'.`, { param, code: 'invalid_value' })
}
