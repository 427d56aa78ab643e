// Runs over all threads: whatever the filter and the order, no more runs are read than are shown.
import { type SqlBool, sql } from 'kysely'
import type { RunCounts, RunSummary } from '@/lib/protocol/playground'
import { runStatuses, type RunStatus } from '@/lib/protocol/status'
import { MAX_COUNTED } from '@/lib/run/list-limits'
import { hasPlace, hasPlaceWithin } from './column-shapes'
import type { ConnectionDb } from './connection-db'
import { containing, foldCase, soughtText } from './index-text'
import type { Documents } from './documents'
import { hasLabel } from './labels'
import { hasRating } from './ratings'
import { cutPage, fillPage, refuseCursor } from './paging'
import { type RunSummaryRow, runSummaryRows, toRunSummary } from './run-summaries'
import type { RunQuery } from './list-queries'
import { type Blocks, findBlocks, liesIn } from './search-index'
import type { Page } from './page'

type Search = RunQuery & { readonly pageBytes: number }

export async function findRuns(db: ConnectionDb, documents: Documents, query: Search): Promise<Page<RunSummary>> {
  const from = query.after === undefined ? undefined : await placeOf(db, query)
  if (query.status?.length === 0) return { data: [], hasMore: false }
  const sought = query.q ? soughtText(query.q) : ''
  const words = sought ? await wordsOf(db, sought) : undefined
  return fillPage<RunSummaryRow & Place, RunSummary>(query.limit, {
    read: (row) => toRunSummary(row, documents),
    async rowsAfter(last: Place | undefined = from, limit) {
      const found = await inOrder(db, { ...query, limit }, { behind: last, words }).execute()
      const { data, hasMore } = cutPage(found, { limit, pageBytes: query.pageBytes, bytesOf: ({ bytes }) => bytes })
      const ids = data.map(({ id }) => id)
      if (ids.length === 0) return { data: [], hasMore }
      const rows = await runSummaryRows(db, documents, db.selectFrom('runs').where('id', 'in', ids))
      const byId = new Map(rows.map((row) => [row.id, row]))
      return { data: data.flatMap(({ id, key }) => ({ ...byId.get(id)!, key })), hasMore }
    },
  })
}

export async function findSummary(db: ConnectionDb, documents: Documents, id: string): Promise<RunSummary | undefined> {
  const [row] = await runSummaryRows(db, documents, db.selectFrom('runs').where('id', '=', id))
  return row && toRunSummary(row, documents)
}

/** Status by status, each by its index and only so far: a list of any length is counted in the same time. */
export async function countRuns(db: ConnectionDb, query: Pick<RunQuery, 'assistant_id' | 'label' | 'rating'>) {
  const { assistant_id, label, rating } = query
  const counted = runStatuses.map((status) => {
    let runs = db.selectFrom('runs').select('id').limit(MAX_COUNTED)
    if (assistant_id !== undefined) runs = runs.where('assistant_id', '=', assistant_id)
    if (label !== undefined) runs = runs.where(hasLabel(db, 'run', label))
    if (rating !== undefined) runs = runs.where(hasRating(db, rating))
    const isFew = label !== undefined || rating !== undefined
    runs = isFew ? runs.where(among([status])) : runs.where('status', '=', status)
    return db.whole
      .selectFrom(runs.as('run'))
      .select(({ fn, val }) => [val(status).as('status'), fn.countAll<number>().as('count')])
  })
  const [first, ...others] = counted
  const rows = await others.reduce((all, each) => all.unionAll(each), first!).execute()
  const countOf = (status: RunStatus) => Number(rows.find((row) => row.status === status)?.count ?? 0)
  return Object.fromEntries(runStatuses.map((status) => [status, countOf(status)])) as RunCounts
}

/** An expression keeps SQLite from reading all runs of these statuses where another condition leaves few. */
const among = (statuses: readonly RunStatus[]) => sql<boolean>`coalesce(status, '') in (${sql.join(statuses)})`

/** What runs are ordered by, before their position. Each is, word for word, in an index behind the status. */
const keys = {
  created: sql<number>`position`,
  // Those that are not over come as longer than any.
  duration: sql<number>`(coalesce(ended_ms, 9007199254740991) - created_ms)`,
  tokens: sql<number>`tokens`,
} as const

/** Where a run stands in an order. */
interface Place {
  readonly key: number
  readonly position: number
}

interface Scope {
  readonly behind: Place | undefined
  readonly words: Words | undefined
}

interface Words {
  readonly pattern: string
  /** Whose name has the words. */
  readonly assistants: readonly string[]
  /** Where else the runs are, when they are so few that those are read before they are put in order. */
  readonly few: { readonly threads: Blocks; readonly runs: Blocks } | undefined
}

/** Of so many runs of an assistant a page is found sooner by going through all runs in their order. */
const MANY = 2_000

async function wordsOf(db: ConnectionDb, sought: string): Promise<Words> {
  const assistants = await namedLike(db, sought)
  const [threads, runs] = [await findBlocks(db, 'threads', sought), await findBlocks(db, 'runs', sought)]
  const ofThem = assistants.length > 0 ? db.selectFrom('runs').where('assistant_id', 'in', assistants) : undefined
  const counted = (await ofThem?.select('id').limit(MANY).execute()) ?? []
  const few = threads && runs && counted.length < MANY ? { threads, runs } : undefined
  return { pattern: containing(sought), assistants, few }
}

/** Which runs those are, one more than the page has, and how large each of them is. */
function inOrder(db: ConnectionDb, query: Search, { behind, words }: Scope) {
  const { limit, thread_id, assistant_id, label, rating, status, sort = 'created', order = 'desc' } = query
  const key = keys[sort]
  let runs = db
    .selectFrom('runs')
    .select(['id', 'position', sql<number>`octet_length(document)`.as('bytes'), key.as('key')])
    .where(standsBehind(behind, query))
    .orderBy(key, order)
    .orderBy('position', order)
    .limit(limit + 1)
  if (words) runs = runs.where(words.few ? isAmong(db, words, words.few) : mentions(words))
  if (assistant_id !== undefined) runs = runs.where('assistant_id', '=', assistant_id)
  if (label !== undefined) runs = runs.where(hasLabel(db, 'run', label))
  if (rating !== undefined) runs = runs.where(hasRating(db, rating))
  if (thread_id !== undefined) runs = runs.where('thread_id', '=', thread_id)
  // Those of a thread, with a label or a rating are few, and among all in their order many words stand soon.
  const isFew = thread_id !== undefined || label !== undefined || rating !== undefined || words?.few
  if (isFew || (words && sort === 'created' && !status)) return status ? runs.where(among(status)) : runs
  // Status by status, each in order by its index, and merged: over several of them no index has an order.
  const [first, ...others] = (status ?? runStatuses).map((each) =>
    db.whole.selectFrom(runs.where('status', '=', each).as('run')).selectAll(),
  )
  if (!first) return runs
  const merged = others.reduce((all, each) => all.unionAll(each), first)
  return db.whole
    .selectFrom(merged.as('run'))
    .selectAll()
    .orderBy('key', order)
    .orderBy('position', order)
    .limit(limit + 1)
}

function standsBehind(place: Place | undefined, { sort = 'created', order }: Search) {
  if (sort === 'created') {
    const range = order === 'asc' ? { above: place?.position } : { below: place?.position }
    return hasPlaceWithin(sql.ref('position'), range)
  }
  // The sign keeps SQLite from looking for places where another index has the order.
  const isSound = hasPlace(sql`+position`)
  if (!place) return isSound
  const further = order === 'asc' ? sql`>` : sql`<`
  return sql<SqlBool>`((${keys[sort]}, position) ${further} (${place.key}, ${place.position}) and ${isSound})`
}

/** A run is found by its id and by what it is called: its assistant's name, its thread's title or first message. */
const mentions = ({ pattern, assistants }: Words) => sql<boolean>`(
  lower(id) like ${pattern} escape '\\' or ${isOf(assistants)} or exists (
    select 1 from threads
    where threads.connection_id = runs.connection_id and threads.id = runs.thread_id and ${isNamed(pattern)}
  )
)`

/** The same, by way of the indexes. */
const isAmong = ({ connection }: ConnectionDb, words: Words, { threads, runs }: NonNullable<Words['few']>) =>
  sql<boolean>`id in (
    select id from runs
    where connection_id = ${connection} and ${liesIn(runs)} and lower(id) like ${words.pattern} escape '\\'
    union all
    select id from runs where connection_id = ${connection} and ${isOf(words.assistants)}
    union all
    select runs.id from runs where connection_id = ${connection} and thread_id in (
      select threads.id from threads
      where connection_id = ${connection} and ${liesIn(threads)} and ${isNamed(words.pattern)}
    )
  )`

const isNamed = (pattern: string) =>
  sql`(title_folded like ${pattern} escape '\\' or preview_folded like ${pattern} escape '\\')`

const isOf = (assistants: readonly string[]) =>
  assistants.length > 0 ? sql`assistant_id in (${sql.join(assistants)})` : sql`false`

/** A query takes only so many values; the newest assistants are those that are looked for. */
const MAX_ASSISTANTS = 1_000

/** Folded here: see index-text. */
async function namedLike(db: ConnectionDb, sought: string): Promise<readonly string[]> {
  const all = await db.selectFrom('assistants').select(['id', 'name']).orderBy('position', 'desc').execute()
  const named = all.filter(({ name }) => name !== null && foldCase(name).includes(sought))
  return named.slice(0, MAX_ASSISTANTS).map(({ id }) => id)
}

async function placeOf(db: ConnectionDb, { after: id = '', sort = 'created' }: Search): Promise<Place> {
  const one = db
    .selectFrom('runs')
    .select(['position', keys[sort].as('key')])
    .where('id', '=', id)
  return (await one.executeTakeFirst()) ?? refuseCursor({ param: 'after', noun: 'run', id })
}
