import { type Migration, type MigrationProvider, Migrator } from 'kysely'
import type { Db } from './database'
import * as tables from './migrations/0001-tables'
import * as records from './migrations/0002-records'
import * as damaged from './migrations/0003-damaged'
import * as starts from './migrations/0004-starts'
import * as answers from './migrations/0005-answers'
import * as lists from './migrations/0006-lists'
import { StoreOpenError } from './store-open-error'

/** In order; a name never changes once it was released. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-tables': tables,
  '0002-records': records,
  '0003-damaged': damaged,
  '0004-starts': starts,
  '0005-answers': answers,
  '0006-lists': lists,
}

/** Kysely's table of the migrations that a database has been through. */
const TABLE = 'kysely_migration'

const provider: MigrationProvider = { getMigrations: async () => ({ ...migrations }) }

/** Brings the database up to this version of the code, all or nothing. */
export async function migrate(db: Db) {
  await refuseNewer(db)
  const { error } = await new Migrator({ db, provider, migrationTableName: TABLE }).migrateToLatest()
  if (error) throw error
}

async function refuseNewer(db: Db) {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === TABLE)) return
  const executed = await db.withTables<{ [TABLE]: { name: string } }>().selectFrom(TABLE).select('name').execute()
  const unknown = executed.map(({ name }) => name).filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new StoreOpenError(
    `The database was written by a newer version of the playground (it has ${unknown.sort().join(', ')}). ` +
      'Start that version, or one that is newer still.',
  )
}
