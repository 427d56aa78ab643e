import { sql } from 'kysely'
import type { Db } from '@/lib/backend/store/database'
import { lockTables, migrate } from '@/lib/backend/store/migrations'
import { explainPostgres, openPostgres } from '@/lib/backend/store/open-postgres'
import { StoreOpenError } from '@/lib/backend/store/store-open-error'
import { createTransactionScope } from '@/lib/backend/store/transaction-scope'
import { StartError } from '../start-error'

/**
 * One transaction on a database that nobody else uses; who starts meanwhile waits for its end. Throws StartError where
 * somebody does, StoreOpenError where it cannot be opened.
 */
export async function withPostgres<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const scope = createTransactionScope()
  const db = openPostgres(url, scope)
  try {
    await requireUnused(db).catch(explain(url))
    await migrate(db)
    const done = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (transaction) => {
        await lockTables(transaction)
        return work(transaction)
      })
    // What the planner knows of the tables is of when they were empty.
    await sql`analyze`.execute(db)
    return done
  } finally {
    await db.destroy().finally(scope.end)
  }
}

/** The first that is asked: by then this process has only the connection that asks. */
async function requireUnused(db: Db) {
  const users = sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = 'assistants-playground' and pid <> pg_backend_pid()`
  const count = Number((await users.execute(db)).rows[0]?.count)
  if (count > 0) throw new StartError('The PostgreSQL database is in use by a playground. Stop all instances first.')
}

const explain = (url: string) => (error: unknown) => {
  const line = error instanceof Error && !(error instanceof StartError) ? explainPostgres(url, error) : undefined
  throw line === undefined ? error : new StoreOpenError(line, { cause: error })
}
