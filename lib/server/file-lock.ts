// A lock between processes that the operating system holds: it is gone with its process, however that ends, so there
// is no stale lock to judge. SQLite knows how to lock a file on every system that we run on.
import { existsSync } from 'node:fs'
import Database from 'libsql'

export interface FileLock {
  release(): void
}

/** Takes the lock that the file stands for; undefined while another process has it. Throws when the file cannot be. */
export function takeLock(file: string): FileLock | undefined {
  const database = new Database(file)
  try {
    database.exec('begin exclusive')
    return {
      release() {
        // A closed file is let go only when the garbage is collected; an ended transaction lets go at once.
        database.exec('rollback')
        database.close()
      },
    }
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

/**
 * Whether another process has the SQLite database open: each of its connections keeps a lock on the file itself. Never
 * to be asked by a process that has it open. False for what is no database, or is not there.
 */
export function isOpenElsewhere(file: string): boolean {
  if (!existsSync(file)) return false
  let database: Database.Database | undefined
  try {
    database = new Database(file)
    // In this mode nothing is shared, so whoever else has it open is in the way.
    database.exec('pragma locking_mode = exclusive')
    database.exec('begin exclusive')
    database.exec('rollback')
    return false
  } catch (error) {
    return isBusy(error)
  } finally {
    database?.close()
  }
}

const isBusy = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^SQLITE_(BUSY|LOCKED)/.test(error.code)
