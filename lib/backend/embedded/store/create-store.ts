import type { Clock } from '../clock'
import { createAssistants } from './assistants'
import type { Db } from './database'
import { createEvents } from './events'
import { createMessages } from './messages'
import { migrate } from './migrations'
import { explainPostgres, openPostgres } from './open-postgres'
import { explainSqlite, openSqlite } from './open-sqlite'
import { PAGE_BYTES } from './paging'
import { createPositions, type NextPosition } from './positions'
import { createRecords } from './records'
import { createRuns } from './runs'
import { createSteps } from './steps'
import type { Store, Tables } from './store'
import { StoreOpenError } from './store-open-error'
import { createThreads } from './threads'
import { createTransactionScope, type TransactionScope } from './transaction-scope'

export interface StoreOptions {
  /** A folder for SQLite's one file, or the address of a PostgreSQL database. One process at a time writes to it. */
  readonly database: { readonly folder: string } | { readonly url: string }
  readonly clock: Clock
  /** From how many bytes on a page of a list, or a piece of a log, is over. */
  readonly pageBytes?: number
}

/** Opens the store and brings its tables up to date. Throws `StoreOpenError` in words for an operator. */
export async function createStore({ database, clock, pageBytes = PAGE_BYTES }: StoreOptions): Promise<Store> {
  const scope = createTransactionScope()
  try {
    const db = await open(database, scope)
    try {
      await migrate(db)
      const nextPosition = await createPositions(db, clock)
      return toStore(db, scope, (db) => createTables(db, { clock, nextPosition, pageBytes }))
    } catch (error) {
      await db.destroy()
      throw error
    }
  } catch (error) {
    throw explained(database, error)
  }
}

const open = async (database: StoreOptions['database'], scope: TransactionScope) =>
  'folder' in database ? openSqlite(database.folder, scope) : openPostgres(database.url, scope)

interface TableOptions {
  readonly clock: Clock
  readonly nextPosition: NextPosition
  readonly pageBytes: number
}

const createTables = (db: Db, options: TableOptions): Tables => ({
  assistants: createAssistants(db, options),
  threads: createThreads(db, options),
  messages: createMessages(db, options),
  runs: createRuns(db, options),
  steps: createSteps(db, options),
  events: createEvents(db, options),
  records: createRecords(db, options.nextPosition),
})

const toStore = (db: Db, scope: TransactionScope, tablesOf: (db: Db) => Tables): Store => ({
  ...tablesOf(db),
  transaction: (work) => db.transaction().execute((transaction) => scope.run(() => work(tablesOf(transaction)))),
  close: () => db.destroy(),
})

function explained(database: StoreOptions['database'], error: unknown) {
  if (error instanceof StoreOpenError || !(error instanceof Error)) return error
  const message = 'folder' in database ? explainSqlite(database.folder, error) : explainPostgres(database.url, error)
  return new StoreOpenError(message ?? `The database cannot be opened: ${error.message}`, { cause: error })
}
