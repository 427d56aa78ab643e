import { type Expression, type SqlBool, sql } from 'kysely'
import { badRequest } from '@/lib/protocol/error'
import type { LabelInUse, LabelKind } from '@/lib/protocol/playground'
import { foldLabel } from '@/lib/run/fold-label'
import { MAX_COUNTED, MAX_LABELS } from '@/lib/run/list-limits'
import { atomically, type ConnectionDb } from './connection-db'
import { columnText } from './index-text'
import type { LabelTable } from './label-table'

/** How many different ones are offered. */
const MAX_OFFERED = 200

/** Where the objects of a kind are. A label whose object a fault has taken counts no more. */
const tables = { thread: 'threads', run: 'runs' } as const satisfies Record<LabelKind, string>

export const createLabels = (db: ConnectionDb): LabelTable => ({
  change: ({ kind, id, add, remove }) =>
    atomically(db, async (db) => {
      const thread_id = await threadOf(db, kind, id)
      if (thread_id === undefined) return false
      const own = db.deleteFrom('labels').where('object_id', '=', id)
      if (remove.length > 0) await own.where('folded', 'in', remove.map(foldLabel)).execute()
      const rows = add.map((label) => ({
        kind,
        object_id: id,
        thread_id,
        folded: foldLabel(label),
        label: columnText(label),
      }))
      const insert = db.insertInto('labels', rows).onConflict((conflict) => conflict.doNothing())
      if (rows.length > 0) await insert.execute()
      const all = db.selectFrom('labels').select('folded').where('object_id', '=', id)
      if ((await all.execute()).length > MAX_LABELS) throw tooMany(id)
      return true
    }),

  async list(kind) {
    const name = sql.ref<string>('name.folded')
    // From label to label by the index: not every row that has one is read.
    const own = sql`from labels where connection_id = ${db.connection} and kind = ${kind}`
    const standing = (folded: Expression<string>) => sql`${own} and labels.folded = ${folded} and exists (
      select 1 from ${sql.table(tables[kind])} as labelled
      where labelled.connection_id = labels.connection_id and labelled.id = labels.object_id)`
    const { rows } = await sql<LabelInUse>`
      with recursive name(folded) as (
        select min(folded) ${own}
        union all
        select (select min(labels.folded) ${own} and labels.folded > name.folded)
        from name where name.folded is not null
      )
      select (select min(label) ${standing(name)}) as label,
        (select count(*) from (select 1 ${standing(name)} limit ${MAX_COUNTED}) as counted) as count
      from name where name.folded is not null and exists (select 1 ${standing(name)}) limit ${MAX_OFFERED}`.execute(
      db.whole,
    )
    return rows
  },
})

const tooMany = (id: string) => badRequest(`${id} cannot have more than ${MAX_LABELS} labels.`, { param: 'add' })

async function threadOf(db: ConnectionDb, kind: LabelKind, id: string): Promise<string | undefined> {
  if (kind === 'thread')
    return (await db.selectFrom('threads').select('id').where('id', '=', id).executeTakeFirst())?.id
  return (await db.selectFrom('runs').select('thread_id').where('id', '=', id).executeTakeFirst())?.thread_id
}

/** Whether a row of the connection's threads or runs has the label. */
export const hasLabel = ({ connection }: ConnectionDb, kind: LabelKind, label: string): Expression<SqlBool> =>
  sql<SqlBool>`id in (
    select object_id from labels
    where connection_id = ${connection} and kind = ${kind} and folded = ${foldLabel(label)}
  )`

/** The rows, each with its labels in alphabetical order. */
export async function withLabels<Row extends { readonly id: string }>(db: ConnectionDb, rows: readonly Row[]) {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const labelled = db.selectFrom('labels').select(['object_id', 'label']).where('object_id', 'in', ids)
  const found = await labelled.orderBy('folded').execute()
  return rows.map((row) => ({
    ...row,
    labels: found.flatMap(({ object_id, label }) => (object_id === row.id ? [label] : [])),
  }))
}
