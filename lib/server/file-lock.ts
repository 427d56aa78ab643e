// A lock between processes that the operating system keeps: it ends with its process, however that ends, so no lock is
// ever stale. SQLite can lock a file on every system that we run on.
import { existsSync } from 'node:fs'
import Database from 'libsql'

export interface FileLock {
  release(): void
}

/** Takes the lock of this file; undefined while another process has it. Throws when the file cannot be created. */
export function takeLock(file: string): FileLock | undefined {
  const database = new Database(file)
  try {
    database.exec('begin exclusive')
    return {
      release() {
        // Closing releases the lock only at the next garbage collection; ending the transaction releases it at once.
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
    // In this mode the file is not shared, so it cannot be locked while another process has it open.
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
