import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import Libsql from 'libsql'
import type { Database, Db } from './database'
import { createSqliteDialect, startBusyRetry } from './sqlite-dialect'
import { StoreBusyError } from './store'
import type { TransactionScope } from './transaction-scope'

/** The one file, in the data folder. SQLite keeps `-wal` and `-shm` beside it while it is open. */
export const sqliteFileIn = (folder: string) => join(folder, 'playground.db')

/** FULL: a transaction that was acknowledged survives a loss of power, not only of the process. */
const pragmas = ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on', 'cache_size = -16000']

/** Opens the file, or makes it. Nothing of the database's content has been read when this resolves. */
export async function openSqlite(folder: string, scope: TransactionScope): Promise<Db> {
  await mkdir(folder, { recursive: true })
  const writer = await connect(folder, pragmas)
  const reader = await connect(folder, [...pragmas, 'query_only = on']).catch((error: unknown) => {
    writer.close()
    throw error
  })
  return new Kysely<Database>({ dialect: createSqliteDialect({ writer, reader }, scope) })
}

async function connect(folder: string, pragmas: readonly string[]): Promise<Libsql.Database> {
  const database = new Libsql(sqliteFileIn(folder), { timeout: 0 })
  const retryWhileBusy = startBusyRetry()
  try {
    for (const pragma of pragmas) await retryWhileBusy(() => database.exec(`pragma ${pragma}`))
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const damaged = 'is damaged, or is not a SQLite database. Put back a backup, or move the file away to start empty.'
const unwritable = 'cannot be opened for writing. Check that the data folder is a folder and belongs to this user.'
const held = 'is held by another program. Close it and start again.'

const whatIsWrong: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: damaged,
  SQLITE_CORRUPT: damaged,
  SQLITE_READONLY: unwritable,
  SQLITE_CANTOPEN: unwritable,
  SQLITE_PERM: unwritable,
  SQLITE_BUSY: held,
  SQLITE_LOCKED: held,
  SQLITE_FULL: 'cannot be written: the disk is full.',
  SQLITE_IOERR: 'cannot be read or written: the disk reports an error.',
  EEXIST: unwritable,
  ENOTDIR: unwritable,
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOSPC: 'cannot be written: the disk is full.',
}

/** Says in a sentence why the file could not be opened; undefined when that is not known. */
export function explainSqlite(folder: string, error: Error & { readonly code?: unknown }): string | undefined {
  const code = codeOf(error)
  // Extended codes (SQLITE_IOERR_WRITE) begin with the primary code.
  const [, reason] = Object.entries(whatIsWrong).find(([known]) => code === known || code.startsWith(`${known}_`)) ?? []
  return reason && `The database ${sqliteFileIn(folder)} ${reason}`
}

function codeOf(error: Error & { readonly code?: unknown }): string {
  if (error instanceof StoreBusyError) return 'SQLITE_BUSY'
  // libsql has no code for this one.
  return error.message.startsWith('ConnectionFailed') ? 'SQLITE_CANTOPEN' : String(error.code)
}
