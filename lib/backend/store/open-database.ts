import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { createAnswers } from './answers'
import { createAssistants } from './assistants'
import { createChunks } from './chunks'
import { type ConnectionDb, createConnectionDb } from './connection-db'
import { damageLine } from './damage-line'
import type { Db } from './database'
import { createDocuments } from './documents'
import { createEvents } from './events'
import { createExchanges } from './exchanges'
import { createLabels } from './labels'
import { createMessages } from './messages'
import { migrate } from './migrations'
import { findMisplaced } from './misplaced'
import { placeOf } from './object-place'
import { explainSqlite, openSqlite, sqliteFileIn } from './open-sqlite'
import { PAGE_BYTES } from './paging'
import { createPositions } from './positions'
import { createRatings } from './ratings'
import { createCosts } from './costs'
import { createNotes } from './notes'
import { createRecordings, type Recordings } from './recordings'
import { createRecords } from './records'
import { refuseWrites } from './refuse-writes'
import { createRuns } from './runs'
import { createIndexFilling, type IndexFilling, ROWS_IN_BLOCK } from './search-index'
import { createSettings } from './settings'
import type { SettingsTable } from './settings-table'
import { inTransaction } from './statements'
import { createSteps } from './steps'
import type { Store, TableOptions, Tables } from './store'
import { StoreOpenError } from './store-open-error'
import { createThreadMarks } from './thread-marks'
import { createThreads } from './threads'
import { createFiles } from './files'
import { createTransfers } from './transfers'
import { createTransactionScope, type TransactionScope } from './transaction-scope'
import { createVectorStoreBatches } from './vector-store-batches'
import { createVectorStoreFiles } from './vector-store-files'
import { createVectorStores } from './vector-stores'
import { watchFiles } from './watch-files'

export interface DatabaseOptions {
  /** A folder for SQLite's one file, or the address of a PostgreSQL database. One process at a time writes to it. */
  readonly database: { readonly folder: string } | { readonly url: string }
  readonly clock: Clock
  /** From how many bytes on a page of a list, or a piece of a log, is over. */
  readonly pageBytes?: number | undefined
  /** How many rows the search's index gathers in a block. */
  readonly rowsInBlock?: number
  /** Writes a line to the log of the process. */
  readonly logLine?: (line: string) => void
}

/** The open database, which has the stores of all connections. Whoever opened it closes it. */
export interface OpenDatabase {
  /** The store of a connection, which is made known when it is new. */
  storeOf(connection: string): Promise<Store>
  /** What people set on pages and is no connection's own. */
  readonly settings: SettingsTable
  /** What is recorded of connections beside their objects. */
  readonly recordings: Recordings
  /** How much is kept of a connection. */
  sizeOf(connection: string): Promise<{ readonly threads: number; readonly runs: number }>
  /** Removes all that is kept of a connection. */
  removeConnection(connection: string): Promise<void>
  /** Brings the search's indexes up to date, which else happens by itself behind what is written. */
  index(): Promise<void>
  close(): Promise<void>
}

/** Opens the database and brings its tables up to date. Throws `StoreOpenError` in words for an operator. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { database, clock, pageBytes = PAGE_BYTES, rowsInBlock = ROWS_IN_BLOCK, logLine = console.error } = options
  const scope = createTransactionScope()
  try {
    const db = await open(database, scope)
    try {
      await migrate(db, 'folder' in database ? { file: sqliteFileIn(database.folder), logLine } : {})
      const files = 'folder' in database ? await watch(db, { folder: database.folder, logLine }) : undefined
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
        storeOf(connection) {
          const documents = createDocuments((row) => logLine(damageLine(nameOf(database), connection, row)))
          const index = indexOf(connection)
          return createStore(guarded, { connection, scope, index, tables: { ...shared, documents } })
        },
        settings: createSettings(guarded, { nextPosition: shared.nextPosition, logLine }),
        recordings: createRecordings(guarded),
        sizeOf: (connection) => sizeOf(guarded, connection),
        async removeConnection(connection) {
          await indexes.get(connection)?.stop()
          indexes.delete(connection)
          await guarded.deleteFrom('connections').where('id', '=', connection).execute()
        },
        async index() {
          await Promise.all([...indexes.values()].map((index) => index.fill()))
        },
        async close() {
          await Promise.all([...indexes.values()].map((index) => index.stop()))
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

/** Marks the file as the one that is open now, and looks after it. */
async function watch(db: Db, { folder, logLine }: { folder: string; logLine: (line: string) => void }) {
  const mark = randomInt(1, 2 ** 31)
  await sql`pragma user_version = ${sql.lit(mark)}`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  return watchFiles(sqliteFileIn(folder), { mark, logLine })
}

interface StoreOptions {
  readonly connection: string
  readonly scope: TransactionScope
  readonly index: IndexFilling
  readonly tables: TableOptions
}

/** After so many transactions the search's index looks whether there is enough to go on with. */
const TRANSACTIONS_UNINDEXED = 100

async function createStore(whole: Db, { connection, scope, index, tables }: StoreOptions): Promise<Store> {
  const sinceMs = await knownSince(whole, connection, tables.clock())
  const db = createConnectionDb(whole, connection)
  for (const row of await findMisplaced(db)) tables.documents.meet(row)
  const tablesOf = (whole: Db) => createTables(createConnectionDb(whole, connection), tables)
  void index.fill()
  let transactions = 0
  return {
    ...createTables(db, tables),
    sinceMs,
    placeOf: (id) => placeOf(db, id),
    createdMs: (ids) => createdMsOf(db, ids),
    damaged: tables.documents.damaged,
    async transaction(work) {
      const result = await whole.transaction().execute((it) => scope.run(() => work(inTransaction(tablesOf(it), it))))
      transactions += 1
      if (transactions % TRANSACTIONS_UNINDEXED === 0) void index.fill()
      return result
    },
  }
}

/** Makes the connection known if it is new. */
async function knownSince(whole: Db, connection: string, nowMs: number): Promise<number | null> {
  const known = whole.insertInto('connections').values({ id: connection, since_ms: nowMs })
  await known.onConflict((conflict) => conflict.doNothing()).execute()
  const row = whole.selectFrom('connections').select('since_ms').where('id', '=', connection)
  return (await row.executeTakeFirst())?.since_ms ?? null
}

const createTables = (db: ConnectionDb, options: TableOptions): Tables => ({
  assistants: createAssistants(db, options),
  threads: createThreads(db, options),
  threadMarks: createThreadMarks(db),
  messages: createMessages(db, options),
  runs: createRuns(db, options),
  steps: createSteps(db, options),
  notes: createNotes(db, options),
  costs: createCosts(db, options),
  events: createEvents(db, options),
  records: createRecords(db, options),
  answers: createAnswers(db, options),
  labels: createLabels(db),
  ratings: createRatings(db, options),
  exchanges: createExchanges(db, options),
  transfers: createTransfers(db, options),
  files: createFiles(db, options),
  vectorStores: createVectorStores(db, options),
  vectorStoreFiles: createVectorStoreFiles(db, options),
  vectorStoreBatches: createVectorStoreBatches(db, options),
  chunks: createChunks(db, options),
})

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

const tables = ['assistants', 'threads', 'messages'] as const

/** When the objects of these ids were stored, in Unix milliseconds: places follow the clock. */
async function createdMsOf(db: ConnectionDb, ids: readonly string[]): Promise<Readonly<Record<string, number>>> {
  if (ids.length === 0) return {}
  const found = await Promise.all(
    tables.map((table) => db.selectFrom(table).select(['id', 'position']).where('id', 'in', ids).execute()),
  )
  return Object.fromEntries(found.flat().map(({ id, position }) => [id, Math.floor(position / 1000)]))
}
