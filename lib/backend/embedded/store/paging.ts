import { type SelectQueryBuilder, sql } from 'kysely'
import { badRequest } from '@/lib/protocol/error'
import type { ListQuery } from '@/lib/protocol/list'
import type { Database, ObjectTable } from './database'
import type { Page } from './store'

/** A listing in the order of insertion. */
interface Listing<Table extends ObjectTable, Row, T> {
  /** What the rows are called in messages to clients. */
  readonly noun: string
  /** Where a cursor may point: all rows of the listing, before any filter. */
  readonly scope: SelectQueryBuilder<Database, Table, object>
  readonly rows: SelectQueryBuilder<Database, Table, Row>
  readonly toObject: (row: Row) => T
}

const position = sql<number>`${sql.ref('position')}`

/**
 * A page after or before a cursor, by the cursor's position, so that a page costs the same wherever it lies.
 * With `before` alone the page is the one next to the cursor; with both cursors it lies between them.
 */
export async function listPage<Table extends ObjectTable, Row, T>(
  { noun, scope, rows, toObject }: Listing<Table, Row, T>,
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
  const found = (await query
    .orderBy(position, direction)
    .limit(limit + 1)
    .execute()) as Row[]

  const { data, hasMore } = cutPage(found.map(toObject), limit)
  return { data: isBackwards ? data.toReversed() : data, hasMore }
}

/** Of `limit` + 1 rows that were asked for, those of the page, and whether there are more. */
export const cutPage = <T>(rows: readonly T[], limit: number): Page<T> => ({
  data: rows.slice(0, limit),
  hasMore: rows.length > limit,
})

export function refuseCursor({ param, noun, id }: { param: string; noun: string; id: string }): never {
  throw badRequest(`Invalid '${param}': no ${noun} found with id '${id}'.`, { param, code: 'invalid_value' })
}
