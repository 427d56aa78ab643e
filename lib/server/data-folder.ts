import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { type FileLock, isOpenElsewhere, takeLock } from './file-lock'
import { ownFile } from './own-file'
import { takeFromOthers } from './private-files'
import { StartError } from './start-error'

/** The folder with all data, locked by this process. */
export interface DataFolder {
  readonly path: string
  /** The files that other users of the machine may be able to read, because their mode cannot be changed. */
  readonly exposed: readonly string[]
  /** Random bytes that stay the same for this folder; sessions are signed with them. */
  sessionSecret(): Uint8Array
  /** 32 bytes that stay the same for this folder; the keys that people enter are encrypted with them. */
  encryptionKey(): Uint8Array
  release(): void
}

/** The folder with what an instance keeps beside a database that is not in it; `DataFolder` of nobody's lock. */
function openSharedFolder(path: string): DataFolder {
  const exposed = reachable(path, () => {
    makeFolder(resolve(path), 0o700)
    return takeFromOthers(path)
  })
  return { path, exposed, ...keysIn(path), release: () => undefined }
}

/**
 * Creates the folder where it is missing, and locks it, unless others may use it as well. Throws StartError when it is
 * not writable or another process has locked it.
 */
export function openDataFolder(path: string, { isShared } = { isShared: false }): DataFolder {
  if (isShared) return openSharedFolder(path)
  const holder = join(path, 'server.pid')
  const lock = reachable(path, () => {
    makeFolder(resolve(path), 0o700)
    ownFile(holder)
    return takeLock(ownFile(join(path, 'lock.db')))
  })
  if (!lock) throw inUse(path)
  try {
    expectUnused(path)
  } catch (error) {
    lock.release()
    throw error
  }
  const exposed = reachable(path, () => {
    writeFileSync(holder, `${process.pid}\n`)
    return takeFromOthers(path)
  })
  return {
    path,
    exposed,
    ...keysIn(path),
    release: () => release(lock, holder),
  }
}

const keysIn = (path: string) => ({
  sessionSecret: () => readOrCreate(ownFile(join(path, 'session.key')), () => randomBytes(32)),
  encryptionKey: () => readOrCreate(ownFile(join(path, 'secret.key')), () => randomBytes(32)),
})

/** Where the bytes of files lie, in a folder for each connection. */
export const blobsFolderIn = (path: string) => join(path, 'blobs')

/** Where earlier versions kept what was seen of AppBuilder's account. */
export const appBuilderFolderIn = (path: string) => join(path, 'connections', 'appbuilder')

/**
 * Whoever has the folder's lock soon has its database open, too: if `lock.db` is removed, this still tells. Throws
 * StartError when another process has the database. To be asked before this process opens it.
 */
export function expectUnused(path: string) {
  if (isOpenElsewhere(sqliteFileIn(path))) throw inUse(path)
}

const inUse = (path: string) =>
  new StartError(`The data folder ${path} is in use by another playground${holderOf(join(path, 'server.pid'))}.`)

/** One by one: Node's recursive option never returns on file systems that refuse new folders. */
function makeFolder(path: string, mode: number) {
  if (existsSync(path)) return
  makeFolder(dirname(path), mode)
  mkdirSync(path, { mode })
}

function release(lock: FileLock, holder: string) {
  rmSync(holder, { force: true })
  lock.release()
}

function reachable<T>(path: string, touch: () => T): T {
  try {
    return touch()
  } catch (error) {
    if (error instanceof StartError) throw error
    // libsql has no code for a file that cannot be opened.
    const code = error instanceof Error && 'code' in error && error.code !== '' ? ` (${String(error.code)})` : ''
    const remedy = 'Set DATA_DIR to a folder that this user may write to.'
    throw new StartError(`The data folder ${path} cannot be written to${code}. ${remedy}`, { cause: error })
  }
}

/** Only for the message: the lock itself does not depend on this file. */
function holderOf(file: string): string {
  const pid = unlessMissing(() => readFileSync(file, 'utf8').trim())
  return pid ? ` (process ${pid})` : ''
}

function readOrCreate(file: string, create: () => Uint8Array): Uint8Array {
  const known = unlessMissing(() => readFileSync(file))
  if (known?.length === 32) return known
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, create(), { mode: 0o600 })
  try {
    // Of several instances that find none, the first one's counts; one that is damaged is replaced.
    if (known) renameSync(fresh, file)
    else linkSync(fresh, file)
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    // Some file systems have no links.
    if (!isThere) renameSync(fresh, file)
  } finally {
    rmSync(fresh, { force: true })
  }
  return readFileSync(file)
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
