import { once } from 'node:events'
import { statSync } from 'node:fs'
import { forkProgram } from '@/lib/backend/separate-program'
import { isMarkedOpen, markClosed, markOpen } from './open-mark'
import { explainSqlite, sqliteFileIn } from './open-sqlite'
import { StoreOpenError } from './store-open-error'

const MEGABYTE = 1024 * 1024

/** A file up to this size is read in about the time that the pages take to start (3.4 s for 200 MB, 0.15 s for 10). */
const SOON_BYTES = 64 * MEGABYTE

const REMEDY = 'npm run doctor; it can also put back a backup.'

interface CheckOptions {
  /** Tells the operator, a line at a time. */
  readonly logLine?: (line: string) => void
  /** Files up to this size are always checked before they are opened, in bytes. */
  readonly soonBytes?: number
}

interface CheckedDatabase {
  /** To be called when the database was closed in order. What still reads the file is ended. */
  closed(): void
}

/**
 * Refuses a damaged database in words before it is opened, and notes in the folder that it is open from now on. The
 * file is read by a process of its own, for one that is damaged may end whoever reads it. A large file that was closed
 * in order is checked while the server runs, and damage is logged; then the next start checks it first. Throws
 * `StoreOpenError`.
 */
export async function checkDatabase(
  folder: string,
  { logLine = console.error, soonBytes = SOON_BYTES }: CheckOptions = {},
): Promise<CheckedDatabase> {
  const file = sqliteFileIn(folder)
  const size = sizeIn(folder)
  const ending = new AbortController()
  let isDamaged = false
  const wasLeftOpen = size !== undefined && isMarkedOpen(folder)
  if (size === 0) {
    throw new StoreOpenError(`The database ${file} is empty. Put back a backup, or remove the file to start empty.`)
  }
  const line = `The database ${file} is damaged, or is not a SQLite database.`
  if (size !== undefined && (size <= soonBytes || wasLeftOpen)) {
    if (size > soonBytes) logLine(waitingLine(file, size))
    if (!(await isSound(file))) throw new StoreOpenError(`${line} Run ${REMEDY}`)
  } else if (size !== undefined) {
    void isSound(file, ending.signal).then((sound) => {
      if (sound || ending.signal.aborted) return
      isDamaged = true
      logLine(`${line} Stop the server and run ${REMEDY}`)
    })
  }
  markOpen(folder)
  return {
    closed() {
      ending.abort()
      if (!isDamaged) markClosed(folder)
    },
  }
}

const waitingLine = (file: string, size: number) =>
  `The database ${file} was not closed in order the last time. Its ${Math.ceil(size / MEGABYTE)} MB are checked before ` +
  'it is opened, which may take a while.'

function sizeIn(folder: string): number | undefined {
  try {
    return statSync(sqliteFileIn(folder), { throwIfNoEntry: false })?.size
  } catch (error) {
    const message = error instanceof Error && explainSqlite(folder, error)
    throw message ? new StoreOpenError(message, { cause: error }) : error
  }
}

/**
 * Whether SQLite finds the file in order. A check that ends in any other way than by saying so has found that not, one
 * that is aborted among them.
 */
export async function isSound(file: string, signal?: AbortSignal): Promise<boolean> {
  const child = forkProgram('lib/backend/store/check-database.program', [file], { stdio: 'ignore' })
  const kill = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', kill, { once: true })
  const [code] = (await once(child, 'exit')) as [number | null]
  signal?.removeEventListener('abort', kill)
  return code === 0
}
