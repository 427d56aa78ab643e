import { type SelectQueryBuilder, sql } from 'kysely'
import { badRequest } from '@/lib/protocol/error'
import type { ListQuery } from '@/lib/protocol/list'
import type { Database, ObjectTable } from './database'
import { readable } from './documents'
import type { Page } from './store'

interface Positioned {
  readonly position: number
}

/** A listing in the order of insertion. */
interface Listing<Table extends ObjectTable, Row extends Positioned, T> {
  /** What the rows are called in messages to clients. */
  readonly noun: string
  /** Where a cursor may point: all rows of the listing, before any filter. */
  readonly scope: SelectQueryBuilder<Database, Table, object>
  readonly rows: SelectQueryBuilder<Database, Table, Row>
  /** Throws `damagedObject` for a row that is none. */
  readonly read: (row: Row) => T
}

const position = sql<number>`${sql.ref('position')}`

/**
 * A page after or before a cursor, by the cursor's position, so that a page costs the same wherever it lies.
 * With `before` alone the page is the one next to the cursor; with both cursors it lies between them.
 */
export async function listPage<Table extends ObjectTable, Row extends Positioned, T>(
  { noun, scope, rows, read }: Listing<Table, Row, T>,
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
  const ordered = query.orderBy(position, direction).limit(limit + 1)
  const further = direction === 'asc' ? sql`>` : sql`<`
  const { data, hasMore } = await fillPage(limit, {
    read,
    async rowsAfter(last: Row | undefined) {
      const page = last ? ordered.where(sql<boolean>`${position} ${further} ${last.position}`) : ordered
      return (await page.execute()) as Row[]
    },
  })
  return { data: isBackwards ? data.toReversed() : data, hasMore }
}

interface Filling<Row, T> {
  /** Throws `damagedObject` for a row that is none. */
  readonly read: (row: Row) => T
  /** `limit` + 1 rows at most, from behind the given one on. */
  readonly rowsAfter: (last: Row | undefined) => Promise<readonly Row[]>
}

/** A page of what can be read: damaged rows are left out, and it is as long as if they were not there. */
export async function fillPage<Row, T>(limit: number, { read, rowsAfter }: Filling<Row, T>): Promise<Page<T>> {
  const found: T[] = []
  let last: Row | undefined
  for (;;) {
    const rows = await rowsAfter(last)
    found.push(...readable(rows, read))
    last = rows.at(-1)
    if (found.length > limit || rows.length <= limit) break
  }
  return { data: found.slice(0, limit), hasMore: found.length > limit }
}

export function refuseCursor({ param, noun, id }: { param: string; noun: string; id: string }): never {
  throw badRequest(`Invalid '${param}': no ${noun} found with id '${id}'.`, { param, code: 'invalid_value' })
}
