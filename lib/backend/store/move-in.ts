// Earlier versions kept a connection's record in a database of its own. It moves into the one that all connections share.
import { existsSync, renameSync } from 'node:fs'
import Libsql from 'libsql'
import { isSound } from './check-database'
import { migrate } from './migrations'
import { openSqlite, sqliteFileIn } from './open-sqlite'
import { StoreOpenError } from './store-open-error'
import { createTransactionScope } from './transaction-scope'

interface Move {
  /** The folder of the connection's own database. */
  readonly from: string
  /** The folder of the database that all connections share. */
  readonly into: string
  readonly connection: string
  /** Tells the operator, a line at a time. */
  readonly tell: (line: string) => void
}

/**
 * Copies what the connection's own database holds, damaged rows as they are, in one transaction, and puts its folder
 * aside. Where there is none, does nothing. It may be ended at any moment and done again: rows that are there already
 * are left, and only when every row is there does the folder go. Throws `StoreOpenError`.
 */
export async function moveIn({ from, into, connection, tell }: Move): Promise<void> {
  const file = sqliteFileIn(from)
  if (!existsSync(file)) return
  if (!(await isSound(file))) {
    throw new StoreOpenError(`The database ${file} is damaged, so it cannot be moved. Run npm run doctor.`)
  }
  for (const folder of [from, into]) await bringUpToDate(folder, tell)
  copy({ file, into: sqliteFileIn(into), connection })
  const aside = freeName(`${from}.moved`)
  renameSync(from, aside)
  tell(
    `What was kept of ${connection} has moved into ${sqliteFileIn(into)}. The old folder is ${aside} now; nothing uses it.`,
  )
}

async function bringUpToDate(folder: string, tell: Move['tell']) {
  const db = await openSqlite(folder, createTransactionScope())
  await migrate(db, { file: sqliteFileIn(folder), tell }).finally(() => db.destroy())
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

function freeName(wanted: string): string {
  for (let name = wanted, count = 2; ; name = `${wanted}-${count++}`) if (!existsSync(name)) return name
}
