import { type Expression, type SqlBool, sql } from 'kysely'
import type { Rating, RatingFilter, RunMarks } from '@/lib/protocol/rating'
import { atomically, type ConnectionDb } from './connection-db'
import { columnText } from './index-text'
import type { RatingTable } from './rating-table'
import type { TableOptions } from './store'

export const createRatings = (db: ConnectionDb, { clock }: Pick<TableOptions, 'clock'>): RatingTable => ({
  set: (run, rating) =>
    atomically(db, async (db) => {
      const found = await db.selectFrom('runs').select('id').where('id', '=', run).executeTakeFirst()
      if (!found) return false
      await db.deleteFrom('ratings').where('run_id', '=', run).execute()
      if (rating === null) return true
      const row = {
        run_id: run,
        value: rating.value,
        note: columnText(rating.note),
        rated_ms: rating.rated_ms ?? clock(),
      }
      await db.insertInto('ratings', [row]).execute()
      return true
    }),
  marks: (threadId) => runMarks(db, threadId),
})

/** The labels and ratings of a thread's runs, by the ids of those that have some, in the order of these. */
async function runMarks(db: ConnectionDb, threadId: string): Promise<ReadonlyMap<string, RunMarks>> {
  const runs = db.selectFrom('runs').select('id').where('thread_id', '=', threadId)
  const labelled = db.selectFrom('labels').select(['object_id', 'label']).where('thread_id', '=', threadId)
  const labels = await labelled.where('kind', '=', 'run').orderBy('object_id').orderBy('folded').execute()
  const rated = db.selectFrom('ratings').select(['run_id', 'value', 'note', 'rated_ms']).where('run_id', 'in', runs)
  const marks = new Map<string, RunMarks>()
  for (const { object_id: id, label } of labels)
    marks.set(id, { labels: [...(marks.get(id)?.labels ?? []), label], rating: null })
  for (const row of await rated.execute()) {
    const rating = toRating(row)
    if (rating) marks.set(row.run_id, { labels: marks.get(row.run_id)?.labels ?? [], rating })
  }
  return new Map([...marks].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Whether a row of the connection's runs is rated so. */
export function hasRating({ connection }: ConnectionDb, rating: RatingFilter): Expression<SqlBool> {
  const own = sql`select run_id from ratings where connection_id = ${connection}`
  return rating === 'any'
    ? sql<SqlBool>`id in (${own} and value in ('up', 'down'))`
    : sql<SqlBool>`id in (${own} and value = ${rating})`
}

/** The runs, each with its rating; null where it has none. */
export async function withRatings<Row extends { readonly id: string }>(db: ConnectionDb, rows: readonly Row[]) {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const rated = db.selectFrom('ratings').select(['run_id', 'value', 'note', 'rated_ms']).where('run_id', 'in', ids)
  const byRun = new Map((await rated.execute()).map(({ run_id, ...row }) => [run_id, row]))
  return rows.map((row) => ({ ...row, rating: toRating(byRun.get(row.id)) }))
}

/** The columns may hold anything after a fault of the disk. */
function toRating(row: (Omit<Rating, 'value'> & { readonly value: string }) | undefined): Rating | null {
  const value = (['up', 'down'] as const).find((each) => each === row?.value)
  return row && value ? { value, note: row.note, rated_ms: Number(row.rated_ms) } : null
}
