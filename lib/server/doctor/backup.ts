import { chmodSync, closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import Libsql from 'libsql'
import { isSound } from '@/lib/backend/store/check-database'
import { StartError } from '../start-error'

interface Copy {
  readonly file: string
  readonly bytes: number
}

/**
 * Writes one whole file with all that is committed at this moment, while a server may be running, readable by its owner
 * only, and checks it. Throws StartError when there is a file already, or the check fails.
 */
export async function backUp(from: string, to: string): Promise<Copy> {
  if (existsSync(to)) throw new StartError(`${to} is there already; a backup overwrites nothing. Name another file.`)
  // Made before it is filled, so that at no moment anybody else can read it. SQLite takes an empty file as its target.
  closeSync(openSync(to, 'wx', 0o600))
  const database = new Libsql(from, { timeout: 60_000 })
  try {
    database.prepare('vacuum into ?').run([to])
    unmark(to)
  } catch (error) {
    rmSync(to, { force: true })
    throw error
  } finally {
    database.close()
  }
  if (!(await isSound(to))) throw new StartError(`The backup ${to} was written, and is not in order.`)
  return { file: to, bytes: statSync(to).size }
}

/** Without the number of the file that is open, so that a server notices when the copy is put over it. */
function unmark(file: string) {
  const copy = new Libsql(file)
  copy.exec('pragma journal_mode = delete')
  copy.exec('pragma user_version = 0')
  copy.close()
}

/** Throws StartError for what is no whole database. */
export async function requireSound(backup: string) {
  if (!existsSync(backup)) throw new StartError(`There is no backup ${backup}.`)
  if (statSync(backup).size === 0 || !(await isSound(backup)))
    throw new StartError(`${backup} is not in order, so it is not put in the place of anything.`)
}

/**
 * Puts a backup that is sound in the place of the database, and what was there beside it under another name. Gives that
 * name.
 */
export function restore(backup: string, file: string, stamp: string): string | undefined {
  const fresh = `${file}.restoring`
  copyFileSync(backup, fresh)
  chmodSync(fresh, 0o600)
  const old = file.replace(/\.db$/, `-before-${stamp}.db`)
  const isThere = existsSync(file)
  // Together with what SQLite keeps beside it, without which it is not whole.
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, old + suffix)
  renameSync(fresh, file)
  return isThere ? old : undefined
}
