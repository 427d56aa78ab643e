// Which threads a list shows. Every condition either goes by an index or leaves so many that a page is full soon.
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { isTerminal } from '@/lib/run/machine'
import { hasPlace } from './column-shapes'
import type { ConnectionDb } from './connection-db'
import type { Database } from './database'
import { containing, soughtText } from './index-text'
import { hasLabel } from './labels'
import type { ThreadQuery, TimeRange } from './list-queries'
import { type Blocks, findBlocks, liesIn } from './search-index'

export type Threads = SelectQueryBuilder<Database, 'threads', object>

/** What threads are ordered by, before their position. */
export const keys = { activity: 'last_activity_ms', created: 'created_ms' } as const

export type Sort = keyof typeof keys

/** The threads of the query, from wherever (see `standsBehind`), whatever the status of their runs (see `byStatus`). */
export async function filtered(db: ConnectionDb, query: ThreadQuery): Promise<Threads> {
  const { sort = 'activity', label, empty, gone } = query
  const sought = query.q ? soughtText(query.q) : ''
  let found: Threads = db.selectFrom('threads')
  // The sign keeps SQLite from looking for places where another index has the order.
  for (const column of ['position', keys[otherOf[sort]]]) found = found.where(hasPlace(sql`+${sql.ref(column)}`))
  if (sought) {
    const blocks = await findBlocks(db, 'threads', sought)
    found = found.where(blocks ? isAmong(db, sought, blocks) : mentions(sought))
  }
  if (label !== undefined) found = found.where(hasLabel(db, 'thread', label))
  if (gone === false) found = found.where('gone_ms', 'is', null)
  if (gone) found = found.where(await inAnyOrder(db, sort, { has: sql<SqlBool>`gone_ms is not null` }))
  if (empty) found = found.where(isEmpty)
  return found.where(await isWithin(db, query))
}

const otherOf = { activity: 'created', created: 'activity' } as const satisfies Record<Sort, Sort>

/** The condition of an index, word for word, comes first. Of unread ones nobody knows. */
export const isEmpty = sql<boolean>`message_count = 0 and is_unread = 0 and not exists (
  select 1 from runs where runs.connection_id = threads.connection_id and runs.thread_id = threads.id
)`

const mentions = (sought: string) => {
  const pattern = containing(sought)
  return sql<boolean>`(
    title_folded like ${pattern} escape '\\' or preview_folded like ${pattern} escape '\\'
    or lower(id) like ${pattern} escape '\\'
  )`
}

/** The same, by way of the index: where few are found those are put in order, and not all looked through in theirs. */
const isAmong = ({ connection }: ConnectionDb, sought: string, blocks: Blocks) => sql<boolean>`id in (
  select id from threads where connection_id = ${connection} and ${liesIn(blocks)} and ${mentions(sought)}
)`

/** So many are put in order; of more, a page is found sooner by going through all threads in their order. */
const FEW = 2_000

interface Indexed {
  /** What an index has in another order than the list's. */
  readonly has: Expression<SqlBool>
  /** The same without that index. */
  readonly without?: Expression<SqlBool>
}

/** A condition whose index has the order of activity serves a list by creation as well. */
const inAnyOrder = async (db: ConnectionDb, sort: Sort, indexed: Indexed) =>
  sort === 'activity' ? indexed.has : await fewFirst(db, indexed)

async function fewFirst(db: ConnectionDb, { has, without = has }: Indexed): Promise<Expression<SqlBool>> {
  const such = db.selectFrom('threads').select('id').where(has)
  const isFew = (await such.limit(FEW).execute()).length < FEW
  return isFew ? sql<SqlBool>`id in (${such})` : without
}

/** Nothing happens in a thread before it is created, so each range bounds the other time as well. */
async function isWithin(db: ConnectionDb, { created = {}, used = {}, sort = 'activity' }: ThreadQuery) {
  const ranges: Record<Sort, TimeRange> = {
    created: { ...created, ...least('before', created.before, used.before) },
    activity: { ...used, ...least('from', used.from, created.from) },
  }
  const other = otherOf[sort]
  const conditions = [isIn(sql.ref(keys[sort]), ranges[sort])]
  const asked = { created, activity: used }[other]
  if (asked.from !== undefined || asked.before !== undefined) {
    const inTime = db
      .selectFrom('threads')
      .select('id')
      .where(isIn(sql.ref(keys[other]), asked))
    const isFew = (await inTime.limit(FEW).execute()).length < FEW
    conditions.push(isFew ? sql<SqlBool>`id in (${inTime})` : isIn(sql`+${sql.ref(keys[other])}`, asked))
  }
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** The narrower of two bounds of which either may be missing. */
function least(end: keyof TimeRange, one: number | undefined, other: number | undefined): TimeRange {
  const bounds = [one, other].filter((bound) => bound !== undefined)
  if (bounds.length === 0) return {}
  return { [end]: end === 'from' ? Math.max(...bounds) : Math.min(...bounds) }
}

function isIn(time: Expression<unknown>, { from, before }: TimeRange): Expression<SqlBool> {
  if (from === undefined && before === undefined) return sql<SqlBool>`1 = 1`
  const [first, end] = [from ?? 0, before ?? Number.MAX_SAFE_INTEGER]
  return sql<SqlBool>`(${time} >= ${first} and ${time} < ${end})`
}

/** One condition for each index that has threads whose newest run stands so. */
export async function byStatus(db: ConnectionDb, { status = [], sort = 'activity' }: ThreadQuery) {
  const active = status.filter((each) => !isTerminal(each))
  const ended = status.filter(isTerminal).map((each) => sql<SqlBool>`last_outcome = ${each}`)
  const conditions = await Promise.all(ended.map((has) => inAnyOrder(db, sort, { has })))
  if (active.length === 0) return conditions
  // A thread has one active run at most, which is its newest.
  const underway = sql<SqlBool>`id in (
    select thread_id from runs where connection_id = ${db.connection} and status in (${sql.join(active)})
  )`
  return [...conditions, underway]
}
