import type { Notifier } from '@/lib/backend/notifier'
import { transactions } from '@/lib/backend/telemetry'
import { type ConnectionDb, createConnectionDb, inTransaction } from './connection-db'
import { createTables, tablesWhenAsked } from './create-tables'
import type { Db } from './database'
import type { DeltaWriter } from './delta-writer'
import { findMisplaced } from './misplaced'
import { placeOf } from './object-place'
import type { IndexFilling } from './search-index'
import { type Store, StoreBusyError, type TableOptions, type Tables } from './store'
import type { TransactionScope } from './transaction-scope'

interface StoreOptions {
  readonly connection: string
  readonly scope: TransactionScope
  readonly index: IndexFilling
  readonly notifier: Notifier
  /** Without it nothing waits for others. */
  readonly writer: DeltaWriter | undefined
  readonly tables: TableOptions
}

/** After so many transactions the search's index looks whether there is enough to go on with. */
const TRANSACTIONS_UNINDEXED = 100

/** The store of a connection, which is made known when it is new. */
export async function createStore(whole: Db, options: StoreOptions): Promise<Store> {
  const { connection, scope, index, notifier, writer, tables } = options
  const sinceMs = await knownSince(whole, connection, tables.clock())
  const db = createConnectionDb(whole, connection)
  for (const row of await findMisplaced(db)) tables.documents.meet(row)
  void index.fill()
  let count = 0
  async function transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    const result = await measured(inTransaction(db, (own) => scope.run(() => work(tablesWhenAsked(own, tables)))))
    count += 1
    if (count % TRANSACTIONS_UNINDEXED === 0) void index.fill()
    return result
  }
  const own = createTables(db, tables)
  return {
    ...own,
    connection,
    notifier,
    appendSoon: (run, events, { attempt }) =>
      writer
        ? writer.append({ connection, run, events, attempt })
        : transaction((tables) => tables.events.append(run, events, { attempt })),
    sinceMs,
    placeOf: (id) => placeOf(db, id),
    createdMs: (ids) => createdMsOf(db, ids),
    damaged: tables.documents.damaged,
    transaction,
  }
}

/** How long it took, for whoever wants to know. */
function measured<T>(transaction: Promise<T>): Promise<T> {
  if (!transactions.isHeard()) return transaction
  const startedAt = performance.now()
  const tell = (outcome: 'stored' | 'busy' | 'failed') =>
    transactions.tell({ ms: performance.now() - startedAt, outcome })
  transaction.then(
    () => tell('stored'),
    (error: unknown) => tell(error instanceof StoreBusyError ? 'busy' : 'failed'),
  )
  return transaction
}

/** Makes the connection known if it is new. */
async function knownSince(whole: Db, connection: string, nowMs: number): Promise<number | null> {
  const known = whole.insertInto('connections').values({ id: connection, since_ms: nowMs })
  await known.onConflict((conflict) => conflict.doNothing()).execute()
  const row = whole.selectFrom('connections').select('since_ms').where('id', '=', connection)
  return (await row.executeTakeFirst())?.since_ms ?? null
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
