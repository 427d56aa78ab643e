import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { alone, type Notifier, notifierOf } from '@/lib/backend/notifier'
import { type BucketUse, createBucketUse } from './bucket-use'
import { createConnectionDb } from './connection-db'
import { createStore } from './create-store'
import { damageLine } from './damage-line'
import { createDatabaseLevel, type DatabaseLevel } from './database-level'
import type { Db } from './database'
import { createDocuments } from './documents'
import { createFileBytes } from './file-bytes'
import type { FileBytesTable } from './file-bytes-table'
import { migrate } from './migrations'
import { explainSqlite, openSqlite, sqliteFileIn } from './open-sqlite'
import { PAGE_BYTES } from './paging'
import type { Instance } from './postgres-instance'
import { createPositions } from './positions'
import { createPeopleTable } from './people'
import type { PeopleTable } from './people-table'
import { createRecordings, type Recordings } from './recordings'
import { refuseWrites } from './refuse-writes'
import { createIndexFilling, type IndexFilling, ROWS_IN_BLOCK } from './search-index'
import { createSettings } from './settings'
import type { SettingsTable } from './settings-table'
import type { Store } from './store'
import { StoreOpenError } from './store-open-error'
import { createTransactionScope, type TransactionScope } from './transaction-scope'
import { watchFiles } from './watch-files'

export interface DatabaseOptions {
  /** A folder for SQLite's one file, to which one process writes at a time, or the address of a PostgreSQL database. */
  readonly database: { readonly folder: string } | { readonly url: string }
  /** This machine's. On PostgreSQL only with `time: 'machine'`: else all instances follow the database's. */
  readonly clock: Clock
  readonly time?: 'database' | 'machine'
  /** From how many bytes on a page of a list, or a piece of a log, is over. */
  readonly pageBytes?: number | undefined
  /** How many rows the search's index gathers in a block. */
  readonly rowsInBlock?: number
  /** Writes a line to the log of the process. */
  readonly logLine?: (line: string) => void
}

/** The open database, which has the stores of all connections. Whoever opened it closes it. */
export interface OpenDatabase {
  /** What time it is, for all that is stored here: the same for all instances over one database. */
  readonly clock: Clock
  /** Tells other instances over this database, and hears them. */
  readonly notifier: Notifier
  /** The store of a connection, which is made known when it is new. */
  storeOf(connection: string): Promise<Store>
  /** The bytes of a connection's files, on PostgreSQL or in a bucket; the connection is known. */
  fileBytesOf(connection: string): FileBytesTable
  /** What there is in the bucket. */
  readonly bucketUse: BucketUse
  /** What people set on pages and is no connection's own. */
  readonly settings: SettingsTable
  /** Who came and what they did. */
  readonly people: PeopleTable
  /** How things stand in it. */
  readonly level: DatabaseLevel
  /** What is recorded of connections beside their objects. */
  readonly recordings: Recordings
  /** How much is kept of a connection. */
  sizeOf(connection: string): Promise<{ readonly threads: number; readonly runs: number }>
  /** The ids of all that were ever opened and not removed. */
  connections(): Promise<readonly string[]>
  /** Removes all that is kept of a connection. */
  removeConnection(connection: string): Promise<void>
  /** Brings the search's indexes up to date, which else happens by itself behind what is written. */
  index(): Promise<void>
  close(): Promise<void>
}

/** Opens the database and brings its tables up to date. Throws `StoreOpenError` in words for an operator. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { database, pageBytes = PAGE_BYTES, rowsInBlock = ROWS_IN_BLOCK, logLine = console.error } = options
  const scope = createTransactionScope()
  try {
    const db = await open(database, scope)
    try {
      await migrate(db, 'folder' in database ? { file: sqliteFileIn(database.folder), logLine } : {})
      const files = 'folder' in database ? await watch(db, { folder: database.folder, logLine }) : undefined
      const instance = await openInstance(db, options)
      const { clock, notifier } = instance
      const shared = { clock, pageBytes, nextPosition: await createPositions(db, clock) }
      const guarded = files ? db.withPlugin(refuseWrites(files.lost)) : db
      const indexes = new Map<string, IndexFilling>()
      const indexOf = (connection: string) => {
        const own = createConnectionDb(guarded, connection)
        const index = indexes.get(connection) ?? createIndexFilling(own, { rowsInBlock, logLine })
        indexes.set(connection, index)
        return index
      }
      return {
        clock,
        notifier,
        storeOf(connection) {
          const documents = createDocuments((row) => logLine(damageLine(nameOf(database), connection, row)))
          const index = indexOf(connection)
          const own = { connection, scope, index, writer: instance.writer, notifier: notifierOf(notifier, connection) }
          return createStore(guarded, { ...own, tables: { ...shared, documents } })
        },
        fileBytesOf: (connection) => createFileBytes(createConnectionDb(guarded, connection), clock),
        ...sharedTables(guarded, { nextPosition: shared.nextPosition, notifier, logLine }),
        level: createDatabaseLevel(guarded, await poolLevelOf(database, db)),
        sizeOf: (connection) => sizeOf(guarded, connection),
        connections: async () => (await guarded.selectFrom('connections').select('id').execute()).map(({ id }) => id),
        async removeConnection(connection) {
          await indexes.get(connection)?.stop()
          indexes.delete(connection)
          await guarded.deleteFrom('connections').where('id', '=', connection).execute()
        },
        index: () => forAll(indexes, (index) => index.fill()),
        async close() {
          await forAll(indexes, (index) => index.stop())
          await instance.close()
          // The file's locks go with the watch's descriptor, so that one is closed last.
          await db.destroy().finally(() => {
            files?.close()
            scope.end()
          })
        },
      }
    } catch (error) {
      await db.destroy()
      throw error
    }
  } catch (error) {
    scope.end()
    throw await explained(database, error)
  }
}

async function forAll(indexes: ReadonlyMap<string, IndexFilling>, work: (index: IndexFilling) => Promise<void>) {
  await Promise.all([...indexes.values()].map(work))
}
/** What is no connection's own. */
const sharedTables = (db: Db, options: Parameters<typeof createSettings>[1]) => ({
  settings: createSettings(db, options),
  people: createPeopleTable(db, options),
  recordings: createRecordings(db),
  bucketUse: createBucketUse(db),
})

async function sizeOf(db: Db, connection: string) {
  const countOf = (table: 'threads' | 'runs') =>
    db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('connection_id', '=', connection)
      .executeTakeFirstOrThrow()
  const [threads, runs] = await Promise.all([countOf('threads'), countOf('runs')])
  return { threads: Number(threads.count), runs: Number(runs.count) }
}

/** Its client takes a while to load, which a start with SQLite need not wait for. */
const postgres = () => import('./open-postgres')

const open = async (database: DatabaseOptions['database'], scope: TransactionScope) =>
  'folder' in database ? openSqlite(database.folder, scope) : (await postgres()).openPostgres(database.url, scope)

/** On SQLite there is one connection that writes. */
const poolLevelOf = async (database: DatabaseOptions['database'], db: Db) =>
  'folder' in database ? () => undefined : (await postgres()).poolLevelOf(db)

/** On SQLite there is no other, and the machine's time is as good as any. */
const openInstance = async (
  db: Db,
  { database, clock, time, logLine = console.error }: DatabaseOptions,
): Promise<Instance> =>
  'folder' in database
    ? { clock, notifier: alone, writer: undefined, close: async () => undefined }
    : (await import('./postgres-instance')).openPostgresInstance(db, {
        url: database.url,
        report: (message, error) => logLine(`${message} ${String(error)}`),
        ...(time === 'machine' && { clock }),
      })

/** Marks the file as the one that is open now, and looks after it. */
async function watch(db: Db, { folder, logLine }: { folder: string; logLine: (line: string) => void }) {
  const mark = randomInt(1, 2 ** 31)
  await sql`pragma user_version = ${sql.lit(mark)}`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  return watchFiles(sqliteFileIn(folder), { mark, logLine })
}

/** How the operator knows the database; an address of PostgreSQL has a password in it. */
const nameOf = (database: DatabaseOptions['database']) =>
  'folder' in database ? sqliteFileIn(database.folder) : new URL(database.url).pathname.slice(1)

async function explained(database: DatabaseOptions['database'], error: unknown) {
  if (error instanceof StoreOpenError || !(error instanceof Error)) return error
  const message =
    'folder' in database
      ? explainSqlite(database.folder, error)
      : (await postgres()).explainPostgres(database.url, error)
  return new StoreOpenError(message ?? `The database cannot be opened: ${error.message}`, { cause: error })
}
