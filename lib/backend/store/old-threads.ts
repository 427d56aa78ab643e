// Threads in which nothing has happened for long, and the files that they name.
import { sql, type SqlBool } from 'kysely'
import { foldLabel } from '@/lib/run/fold-label'
import { activeStatuses } from '@/lib/run/machine'
import type { ConnectionDb } from './connection-db'

export interface OldThreadsQuery {
  /** Those whose last activity was before, in Unix milliseconds. */
  readonly beforeMs: number
  /** A label of a thread, or of one of its runs, that protects it; empty for none. */
  readonly keepLabel: string
}

/** An old thread that is not protected and has no run underway. */
export interface OldThread {
  readonly id: string
  readonly lastActivityMs: number
}

const old = (db: ConnectionDb, { beforeMs, keepLabel }: OldThreadsQuery) => {
  const active = sql.join(activeStatuses.map((status) => sql`${status}`))
  const query = db
    .selectFrom('threads')
    .where('last_activity_ms', '<', beforeMs)
    .where(
      sql<SqlBool>`not exists (select 1 from runs where runs.connection_id = threads.connection_id
        and runs.thread_id = threads.id and runs.status in (${active}))`,
    )
  if (keepLabel === '') return query
  return query.where(
    sql<SqlBool>`not exists (select 1 from labels where labels.connection_id = threads.connection_id
      and labels.thread_id = threads.id and labels.folded = ${foldLabel(keepLabel)})`,
  )
}

/** The longest ago first, behind one of them. */
export async function oldThreads(
  db: ConnectionDb,
  { limit, after, ...query }: OldThreadsQuery & { readonly limit: number; readonly after?: OldThread | undefined },
): Promise<readonly OldThread[]> {
  const rows = await old(db, query)
    .select(['id', 'last_activity_ms'])
    .$if(after !== undefined, (some) =>
      some.where(sql<SqlBool>`(last_activity_ms, id) > (${after?.lastActivityMs ?? 0}, ${after?.id ?? ''})`),
    )
    .orderBy('last_activity_ms')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id, last_activity_ms }) => ({ id, lastActivityMs: Number(last_activity_ms) }))
}

const NAMED = /"(file-[A-Za-z0-9]{24})"/g

/** How many runs these threads have, and the ids of files that their objects name. */
export async function contentsOfThreads(db: ConnectionDb, threadIds: readonly string[]) {
  if (threadIds.length === 0) return { runs: 0, fileIds: [] }
  const { count } = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('thread_id', 'in', threadIds)
    .executeTakeFirstOrThrow()
  const documents = await Promise.all([
    db.selectFrom('threads').select('document').where('id', 'in', threadIds).execute(),
    ...(['messages', 'steps'] as const).map((table) =>
      db
        // One name stands for both in the types.
        .selectFrom(table as 'messages')
        .select('document')
        .where('thread_id', 'in', threadIds)
        .where('document', 'like', '%"file-%')
        .execute(),
    ),
  ])
  const ids = documents.flat().flatMap(({ document }) => [...document.matchAll(NAMED)].map(([, id = '']) => id))
  return { runs: Number(count), fileIds: [...new Set(ids)] }
}
