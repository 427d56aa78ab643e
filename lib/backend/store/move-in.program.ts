// Copies a connection's own database into the one that all connections share: see move-in.ts.
import Libsql from 'libsql'
import { migrate } from './migrations'
import { explainSqlite, openSqlite, sqliteFileIn } from './open-sqlite'
import { StoreOpenError } from './store-open-error'
import { createTransactionScope } from './transaction-scope'

/** A line for the operator, or why it cannot be done. */
export type MoveMessage = { readonly line: string } | { readonly failure: string }

const send = (message: MoveMessage) => void process.send?.(message)

async function bringUpToDate(folder: string) {
  const db = await openSqlite(folder, createTransactionScope())
  try {
    await migrate(db, { file: sqliteFileIn(folder), logLine: (line) => send({ line }) })
  } finally {
    await db.destroy()
  }
}

/** The columns that tell rows of one connection apart, by table; those of `damaged` are told apart by all. */
const keys = {
  assistants: ['id'],
  threads: ['id'],
  messages: ['id'],
  runs: ['id'],
  steps: ['id'],
  events: ['run_id', 'first_seq'],
  records: ['kind', 'id'],
  answers: ['request', 'key'],
  labels: ['object_id', 'folded'],
  damaged: ['table_name', 'id', 'set_aside_ms', 'document'],
} as const

/** A connection of its own: references are not looked at, for damaged rows may refer to what is not there. */
function copy({
  file,
  into,
  connection,
}: {
  readonly file: string
  readonly into: string
  readonly connection: string
}) {
  const database = new Libsql(into)
  try {
    database.exec('pragma synchronous = full')
    database.exec('pragma foreign_keys = off')
    database.prepare('attach database ? as old').run([file])
    database.exec('begin immediate')
    database.prepare('insert or ignore into connections (id) values (?)').run([connection])
    for (const [table, key] of Object.entries(keys)) copyTable(database, { table, key, connection })
    database.exec('commit')
    database.exec('detach database old')
  } finally {
    // Whatever was not committed goes.
    database.close()
  }
}

interface TableCopy {
  readonly table: string
  readonly key: readonly string[]
  readonly connection: string
}

function copyTable(database: Libsql.Database, { table, key, connection }: TableCopy) {
  const columns = database.prepare(`pragma old.table_info(${table})`).all() as readonly { readonly name: string }[]
  const names = columns.map(({ name }) => name).filter((name) => name !== 'connection_id')
  const isThere = `exists (select 1 from main.${table} as own where own.connection_id = ?
    and ${key.map((column) => `own.${column} is row.${column}`).join(' and ')})`
  database
    .prepare(
      `insert or ignore into main.${table} (connection_id, ${names.join(', ')})
       select ?, ${names.join(', ')} from old.${table} as row where not ${isThere} order by rowid`,
    )
    .run([connection, connection])
  const left = database.prepare(`select count(*) as count from old.${table} as row where not ${isThere}`)
  const { count } = left.get([connection]) as { readonly count: number }
  if (count === 0) return
  throw new StoreOpenError(
    `${count} rows of the table ${table} have no place in the database, where others have theirs. Nothing was moved.`,
  )
}

/** Throws in words for an operator, where it has them. */
async function explaining<T>(folder: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const message = error instanceof Error && !(error instanceof StoreOpenError) && explainSqlite(folder, error)
    throw message ? new StoreOpenError(message, { cause: error }) : error
  }
}

// Whoever wanted it is gone.
const giveUp = () => process.exit(1)
process.once('disconnect', giveUp)
const [from = '', into = '', connection = ''] = process.argv.slice(2)
try {
  for (const folder of [from, into]) await explaining(folder, () => bringUpToDate(folder))
  await explaining(into, () => copy({ file: sqliteFileIn(from), into: sqliteFileIn(into), connection }))
} catch (error) {
  send({ failure: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}
process.off('disconnect', giveUp)
process.disconnect()
