import { once } from 'node:events'
import { statSync } from 'node:fs'
import { forkProgram } from '@/lib/backend/separate-program'
import { explainSqlite, sqliteFileIn } from './open-sqlite'
import { StoreOpenError } from './store-open-error'

/** A file up to this size is read in about the time that the pages take to start (3.4 s for 200 MB, 0.15 s for 10). */
const SOON_BYTES = 64 * 1024 * 1024

const REMEDY = 'npm run doctor; it can also put back a backup.'

interface CheckOptions {
  /** Tells the operator, a line at a time. */
  readonly logLine?: (line: string) => void
}

/**
 * Refuses a damaged database in words before it is opened. The file is read by a process of its own, for one that is
 * damaged may end whoever reads it. A large file is checked while the server runs, and damage is logged.
 * Throws `StoreOpenError`.
 */
export async function checkDatabase(folder: string, { logLine = console.error }: CheckOptions = {}): Promise<void> {
  const file = sqliteFileIn(folder)
  const size = sizeIn(folder)
  if (size === undefined) return
  if (size === 0) {
    throw new StoreOpenError(`The database ${file} is empty. Put back a backup, or remove the file to start empty.`)
  }
  const line = `The database ${file} is damaged, or is not a SQLite database.`
  if (size <= SOON_BYTES) {
    if (await isSound(file)) return
    throw new StoreOpenError(`${line} Run ${REMEDY}`)
  }
  void isSound(file).then((sound) => (sound ? undefined : logLine(`${line} Stop the server and run ${REMEDY}`)))
}

function sizeIn(folder: string): number | undefined {
  try {
    return statSync(sqliteFileIn(folder), { throwIfNoEntry: false })?.size
  } catch (error) {
    const message = error instanceof Error && explainSqlite(folder, error)
    throw message ? new StoreOpenError(message, { cause: error }) : error
  }
}

/** Whether SQLite finds the file in order. A check that ends in any other way than by saying so has found that not. */
export async function isSound(file: string): Promise<boolean> {
  const child = forkProgram('lib/backend/store/check-database.program', [file], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code === 0
}
