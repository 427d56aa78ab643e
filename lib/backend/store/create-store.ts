import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { DamagedRow } from '@/lib/protocol/playground'
import type { Clock } from '@/lib/backend/clock'
import { createAnswers } from './answers'
import { createAssistants } from './assistants'
import type { Db } from './database'
import { createDocuments, type Documents } from './documents'
import { createEvents } from './events'
import { createLabels } from './labels'
import { createMessages } from './messages'
import { migrate } from './migrations'
import { createdMsOf } from './created-ms'
import { findMisplaced } from './misplaced'
import { placeOf } from './object-place'
import { explainSqlite, openSqlite, sqliteFileIn } from './open-sqlite'
import { PAGE_BYTES } from './paging'
import { createPositions } from './positions'
import { createNotes } from './notes'
import { createRecords } from './records'
import { refuseWrites } from './refuse-writes'
import { createRuns } from './runs'
import { createSteps } from './steps'
import type { Store, TableOptions, Tables } from './store'
import { StoreOpenError } from './store-open-error'
import { createThreads } from './threads'
import { createTransactionScope, type TransactionScope } from './transaction-scope'
import { type FileWatch, watchFiles } from './watch-files'

export interface StoreOptions {
  /** A folder for SQLite's one file, or the address of a PostgreSQL database. One process at a time writes to it. */
  readonly database: { readonly folder: string } | { readonly url: string }
  readonly clock: Clock
  /** From how many bytes on a page of a list, or a piece of a log, is over. */
  readonly pageBytes?: number
  /** Tells the operator, a line at a time. */
  readonly tell?: (line: string) => void
}

/** Opens the store and brings its tables up to date. Throws `StoreOpenError` in words for an operator. */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { database, clock, pageBytes = PAGE_BYTES, tell = console.error } = options
  const scope = createTransactionScope()
  try {
    const db = await open(database, scope)
    try {
      await migrate(db)
      const files = 'folder' in database ? await watch(db, { folder: database.folder, tell }) : undefined
      const nextPosition = await createPositions(db, clock)
      const documents = createDocuments((row) => tell(damageLine(nameOf(database), row)))
      for (const row of await findMisplaced(db)) documents.meet(row)
      const tablesOf = (db: Db) => createTables(db, { clock, nextPosition, pageBytes, documents })
      return toStore(files ? db.withPlugin(refuseWrites(files.lost)) : db, { scope, tablesOf, documents, files })
    } catch (error) {
      await db.destroy()
      throw error
    }
  } catch (error) {
    throw await explained(database, error)
  }
}

/** Its client takes a while to load, which a start with SQLite need not wait for. */
const postgres = () => import('./open-postgres')

const open = async (database: StoreOptions['database'], scope: TransactionScope) =>
  'folder' in database ? openSqlite(database.folder, scope) : (await postgres()).openPostgres(database.url, scope)

const createTables = (db: Db, options: TableOptions): Tables => ({
  assistants: createAssistants(db, options),
  threads: createThreads(db, options),
  messages: createMessages(db, options),
  runs: createRuns(db, options),
  steps: createSteps(db, options),
  notes: createNotes(db, options),
  events: createEvents(db, options),
  records: createRecords(db, options),
  answers: createAnswers(db, options),
  labels: createLabels(db),
})

interface Parts {
  readonly scope: TransactionScope
  readonly tablesOf: (db: Db) => Tables
  readonly documents: Documents
  readonly files: FileWatch | undefined
}

/** Marks the file as the one that is open now, and looks after it. */
async function watch(db: Db, { folder, tell }: { folder: string; tell: (line: string) => void }) {
  const mark = randomInt(1, 2 ** 31)
  await sql`pragma user_version = ${sql.lit(mark)}`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  return watchFiles(sqliteFileIn(folder), { mark, tell })
}

const toStore = (db: Db, { scope, tablesOf, documents, files }: Parts): Store => ({
  ...tablesOf(db),
  placeOf: (id) => placeOf(db, id),
  createdMs: (ids) => createdMsOf(db, ids),
  damaged: documents.damaged,
  transaction: (work) => db.transaction().execute((transaction) => scope.run(() => work(tablesOf(transaction)))),
  async close() {
    try {
      await db.destroy()
    } finally {
      files?.close()
    }
  },
})

/** How the operator knows the database; an address of PostgreSQL has a password in it. */
const nameOf = (database: StoreOptions['database']) =>
  'folder' in database ? sqliteFileIn(database.folder) : new URL(database.url).pathname.slice(1)

const inWords: Readonly<Record<DamagedRow['reason'], string>> = {
  no_json: 'no JSON',
  wrong_json: 'not what belongs there',
  wrong_column: 'a column beside it holds what cannot be',
}

const damageLine = (name: string, { table, id, reason, first_seq, last_seq }: DamagedRow) =>
  `Damaged in ${name}: table ${table}, ${id}${first_seq === undefined ? '' : `, events ${first_seq} to ${last_seq}`} ` +
  `(${inWords[reason]}). It is left out and stays where it is; ` +
  'stop the server and look at it with: npm run doctor.'

async function explained(database: StoreOptions['database'], error: unknown) {
  if (error instanceof StoreOpenError || !(error instanceof Error)) return error
  const message =
    'folder' in database
      ? explainSqlite(database.folder, error)
      : (await postgres()).explainPostgres(database.url, error)
  return new StoreOpenError(message ?? `The database cannot be opened: ${error.message}`, { cause: error })
}
