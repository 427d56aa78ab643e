import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import { type Db, isSqlite } from './database'
import * as tables from './migrations/0001-tables'
import * as records from './migrations/0002-records'
import * as damaged from './migrations/0003-damaged'
import * as starts from './migrations/0004-starts'
import * as answers from './migrations/0005-answers'
import * as lists from './migrations/0006-lists'
import * as connections from './migrations/0007-connections'
import * as search from './migrations/0008-search'
import * as settings from './migrations/0009-settings'
import * as exchanges from './migrations/0010-exchanges'
import * as transfers from './migrations/0011-transfers'
import * as threadIndex from './migrations/0012-thread-index'
import * as files from './migrations/0013-files'
import * as vectorStores from './migrations/0014-vector-stores'
import * as ratings from './migrations/0017-ratings'
import * as instances from './migrations/0018-instances'
import * as fileBytes from './migrations/0020-file-bytes'
import * as people from './migrations/0021-people'
import * as filePlaces from './migrations/0022-file-places'
import * as wrongKeys from './migrations/0023-wrong-keys'
import * as messageTexts from './migrations/0024-message-texts'
import { StoreOpenError } from './store-open-error'

/** In order; a name never changes once it was released. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-tables': tables,
  '0002-records': records,
  '0003-damaged': damaged,
  '0004-starts': starts,
  '0005-answers': answers,
  '0006-lists': lists,
  '0007-connections': connections,
  '0008-search': search,
  '0009-settings': settings,
  '0010-exchanges': exchanges,
  '0011-transfers': transfers,
  '0012-thread-index': threadIndex,
  '0013-files': files,
  '0014-vector-stores': vectorStores,
  '0017-ratings': ratings,
  '0018-instances': instances,
  '0020-file-bytes': fileBytes,
  '0021-people': people,
  '0022-file-places': filePlaces,
  '0023-wrong-keys': wrongKeys,
  '0024-message-texts': messageTexts,
}

/** Kysely's table of the migrations that a database has been through. */
const TABLE = 'kysely_migration'

const provider: MigrationProvider = { getMigrations: async () => ({ ...migrations }) }

/** Those that write every row anew. */
const rewriting: readonly string[] = ['0007-connections']

/** From this size on it takes seconds to write a database anew, and an operator is told. */
const LARGE_BYTES = 64 * 1024 * 1024

/** A rewritten database lies in the write-ahead log first, then in the file, beside what was there. */
const ROOM = 2

interface MigrateOptions {
  /** SQLite's. */
  readonly file?: string
  /** Tells the operator of work that takes long. */
  readonly logLine?: (line: string) => void
  /** How many bytes there is room for beside a file. */
  readonly roomBeside?: (file: string) => number
}

/**
 * Brings the database up to this version of the code, all or nothing. Of several instances that start at a time one
 * does it, and the others wait. Throws `StoreOpenError` where it cannot be.
 */
export async function migrate(db: Db, options: MigrateOptions = {}) {
  if (isSqlite(db)) return migrateAlone(db, options)
  await refuseOld(db)
  await db.connection().execute(async (own) => {
    // However long the others take; the lock goes with the connection, should this process end.
    await sql`set lock_timeout = 0`.execute(own)
    await sql`select pg_advisory_lock(${LOCK}, 0)`.execute(own)
    try {
      await migrateAlone(own, options)
    } finally {
      await sql`select pg_advisory_unlock(${LOCK}, 0)`.execute(own)
      await sql`reset lock_timeout`.execute(own)
    }
  })
}

/** Of all that the playground locks by a number at PostgreSQL: for bringing the tables up to date. */
const LOCK = 7_041_776

/** Until the end of the transaction nobody who starts comes to the tables. */
export const lockTables = (transaction: Db) => sql`select pg_advisory_xact_lock(${LOCK}, 0)`.execute(transaction)

/** Older ones lack what the statements of the store are made of. */
const OLDEST = 15

async function refuseOld(db: Db) {
  const asked = sql<{ version: number }>`select current_setting('server_version_num')::int as version`
  const major = Math.floor(((await asked.execute(db)).rows[0]?.version ?? 0) / 10_000)
  if (major >= OLDEST) return
  throw new StoreOpenError(`The database is PostgreSQL ${major}; the playground needs PostgreSQL ${OLDEST} or newer.`)
}

async function migrateAlone(db: Db, options: MigrateOptions) {
  const executed = await executedIn(db)
  refuseNewer(executed)
  // The migrator would read the schema six times more to find that there is nothing to do.
  if (executed.length === Object.keys(migrations).length) return
  const isRewritten = executed.length > 0 && rewriting.some((name) => !executed.includes(name))
  if (isRewritten) prepareRewriting(options)
  await withoutReferences(db, async () => {
    const { error } = await new Migrator({ db, provider, migrationTableName: TABLE }).migrateToLatest()
    if (error) throw error
  })
}

/** SQLite makes tables anew only while it does not look at what they refer to, and never in a transaction. */
async function withoutReferences(db: Db, work: () => Promise<void>) {
  if (isSqlite(db)) await sql`pragma foreign_keys = off`.execute(db)
  await work()
  if (isSqlite(db)) await sql`pragma foreign_keys = on`.execute(db)
}

function prepareRewriting({ file, logLine, roomBeside = freeDiskBeside }: MigrateOptions) {
  if (file === undefined) return
  const size = statSync(file).size
  const [needed, free] = [size * ROOM, roomBeside(file)]
  if (size > LARGE_BYTES)
    logLine?.(`Bringing the data folder up to date: ${file}, ${inMegabytes(size)}, is written anew.`)
  if (needed <= free) return
  throw new StoreOpenError(
    `The database ${file} has to be written anew for this version, which needs ${inMegabytes(needed)} of free disk; ` +
      `there are ${inMegabytes(free)}. Nothing was changed.`,
  )
}

function freeDiskBeside(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file))
  return bavail * bsize
}

const inMegabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`

async function executedIn(db: Db): Promise<readonly string[]> {
  // Kysely would read every column of every table.
  const found = isSqlite(db)
    ? sql`select 1 from sqlite_master where name = ${TABLE}`
    : sql`select 1 where to_regclass(${TABLE}) is not null`
  if ((await found.execute(db)).rows.length === 0) return []
  const executed = await db.withTables<{ [TABLE]: { name: string } }>().selectFrom(TABLE).select('name').execute()
  return executed.map(({ name }) => name)
}

function refuseNewer(executed: readonly string[]) {
  const unknown = executed.filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new StoreOpenError(
    `The database was written by a newer version of the playground (it has ${unknown.toSorted().join(', ')}). ` +
      'Start that version, or one that is newer still.',
  )
}
