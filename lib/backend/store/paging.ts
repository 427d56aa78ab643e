import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { badRequest } from '@/lib/protocol/error'
import type { ListQuery } from '@/lib/protocol/list'
import { hasPlace, hasPlaceWithin, type PlaceRange } from './column-shapes'
import type { Database, ObjectTable } from './database'
import { readable } from './documents'
import type { Page } from './page'

/** How many bytes of documents, or of a log, are read at once, so that what is large costs about its own size. */
export const PAGE_BYTES = 8 * 1024 * 1024

interface Positioned {
  readonly position: number
}

/** A listing in the order of insertion. */
interface Listing<Table extends ObjectTable, Row extends Positioned, T> {
  /** From how many bytes of documents on a page is over, however many objects were asked for. */
  readonly pageBytes: number
  /** What the rows are called in messages to clients. */
  readonly noun: string
  /** Where a cursor may point: all rows of the listing, before any filter. */
  readonly scope: SelectQueryBuilder<Database, Table, object>
  readonly rows: SelectQueryBuilder<Database, Table, Row>
  /** How large an object is; unless said otherwise as large as its document. */
  readonly bytes?: RawBuilder<number>
  /** What the rows of a page still lack. */
  readonly complete?: (rows: readonly Row[]) => Promise<readonly Row[]>
  /** Throws `damagedObject` for a row that is none. */
  readonly read: (row: Row) => T
}

const position = sql<number>`${sql.ref('position')}`
export const bytesOfDocument = sql<number>`octet_length(document)`

const unchanged = async <Row>(rows: readonly Row[]) => rows

/**
 * A page after or before a cursor, by the cursor's position, so that a page costs the same wherever it lies.
 * With `before` alone the page is the one next to the cursor; with both cursors it lies between them. A page of large
 * objects ends early and has more: how large they are is known before one of them is read.
 */
export async function listPage<Table extends ObjectTable, Row extends Positioned, T>(
  { noun, scope, rows, bytes = bytesOfDocument, complete = unchanged, read, pageBytes }: Listing<Table, Row, T>,
  { limit, order, after, before }: ListQuery,
): Promise<Page<T>> {
  const cursor = async (param: string, id: string) => {
    const found = await scope
      .where(sql<boolean>`id = ${id}`)
      .where(hasPlace(position))
      .select(position.as('place'))
      .executeTakeFirst()
    return (found as { place: number } | undefined)?.place ?? refuseCursor({ param, noun, id })
  }
  const isBackwards = before !== undefined && after === undefined
  const direction = (order === 'asc') === isBackwards ? 'desc' : 'asc'

  const asked = {
    after: after === undefined ? undefined : await cursor('after', after),
    before: before === undefined ? undefined : await cursor('before', before),
  }
  const range: PlaceRange =
    order === 'asc' ? { above: asked.after, below: asked.before } : { above: asked.before, below: asked.after }
  const { data, hasMore } = await fillPage<Row, T>(limit, {
    read,
    async rowsAfter(last, count) {
      const rest = last && (direction === 'asc' ? { above: last.position } : { below: last.position })
      const open = rows.where(hasPlaceWithin(position, { ...range, ...rest }))
      const standing = (await open
        .clearSelect()
        .select([position.as('place'), bytes.as('bytes')])
        .orderBy(position, direction)
        .limit(count + 1)
        .execute()) as { readonly place: number; readonly bytes: number }[]
      const cut = cutPage(standing, { limit: count, pageBytes, bytesOf: ({ bytes }) => bytes })
      const [first, end] = [cut.data[0]?.place ?? 0, cut.data.at(-1)?.place ?? 0]
      const between = sql<boolean>`${position} between ${Math.min(first, end)} and ${Math.max(first, end)}`
      const found = (await open.where(between).orderBy(position, direction).execute()) as Row[]
      return { data: await complete(found), hasMore: cut.hasMore }
    },
  })
  return { data: isBackwards ? data.toReversed() : data, hasMore }
}

interface Filling<Row, T> {
  /** Throws `damagedObject` for a row that is none. */
  readonly read: (row: Row) => T
  /** So many rows at most from behind the given one on, fewer of large ones, and whether there are more. */
  readonly rowsAfter: (last: Row | undefined, count: number) => Promise<Page<Row>>
}

/**
 * A page of what can be read: damaged rows are left out, and others come in their place. There is more when something
 * behind the page can be read, too; of a page that ends by bytes already when there are rows behind it, for to read
 * another large one for this would cost as much as the page.
 */
export async function fillPage<Row, T>(limit: number, { read, rowsAfter }: Filling<Row, T>): Promise<Page<T>> {
  const found: T[] = []
  let last: Row | undefined
  for (;;) {
    // With the one behind the page.
    const count = limit + 1 - found.length
    const { data, hasMore } = await rowsAfter(last, count)
    found.push(...readable(data, read))
    if (found.length > limit) return { data: found.slice(0, limit), hasMore: true }
    last = data.at(-1)
    if (!hasMore || last === undefined) return { data: found, hasMore: false }
    const isCutByBytes = data.length < count
    if (isCutByBytes && found.length > 0) return { data: found, hasMore: true }
  }
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
