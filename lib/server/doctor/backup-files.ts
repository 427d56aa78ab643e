// The bytes of files beside a copy of the database that has their rows.
import { constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Libsql from 'libsql'
import { StartError } from '../start-error'
import { blobsFolderIn } from '../data-folder'

/** Where the bytes lie that belong to a backup. */
export const filesBeside = (backup: string) => `${backup.replace(/\.db$/, '')}-files`

export interface FileRow {
  readonly connection: string
  readonly id: string
}

interface Copies {
  readonly files: number
  readonly bytes: number
}

interface BackingUp {
  readonly dataDir: string
  /** The database's own file. */
  readonly from: string
  readonly to: string
}

/**
 * Copies the bytes of files, before and after `copyDatabase`, which copies their rows: a server may be running. Throws
 * StartError where there is something in the way; nothing of the bytes stays when it throws.
 */
export async function withFiles(
  { dataDir, from, to }: BackingUp,
  copyDatabase: () => Promise<unknown>,
): Promise<Copies> {
  const [blobs, target] = [blobsFolderIn(dataDir), filesBeside(to)]
  if (existsSync(target)) throw new StartError(`${target} is there already; a backup overwrites nothing.`)
  try {
    await copyNew(blobs, target)
    await copyDatabase()
    // What came while the first were copied, and may have a row now.
    await copyNew(blobs, target)
    forgetDeleted(from, to, target)
    return await keepNamed(to, target)
  } catch (error) {
    rmSync(target, { recursive: true, force: true })
    throw error
  }
}

/** Whatever is whole, and not copied yet. What is deleted meanwhile is left out. */
async function copyNew(blobs: string, target: string) {
  for (const row of await blobsIn(blobs)) await copyBlob(blobs, target, row)
}

/** False where there is nothing to copy. */
async function copyBlob(from: string, to: string, { connection, id }: FileRow): Promise<boolean> {
  const path = join(to, connection, id)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await copyFile(join(from, connection, id), path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return true
    rmSync(path, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** All bytes that lie in a folder, by connection. */
export async function blobsIn(blobs: string): Promise<readonly FileRow[]> {
  if (!existsSync(blobs)) return []
  const found: FileRow[] = []
  for (const folder of await readdir(blobs, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue
    for (const { name: id } of await readdir(join(blobs, folder.name), { withFileTypes: true }))
      if (/^[\w-]{1,128}$/.test(id)) found.push({ connection: folder.name, id })
  }
  return found
}

/** Rows of files that were deleted after the copy of the database was made, and before their bytes were copied. */
function forgetDeleted(from: string, to: string, target: string) {
  const lacking = rowsIn(to).filter(({ connection, id }) => !existsSync(join(target, connection, id)))
  if (lacking.length === 0) return
  // A row that stands there still has lost its bytes: that is for the doctor to tell.
  const standing = new Set(rowsIn(from).map(nameOf))
  const copy = new Libsql(to)
  const tables = ['files', 'vector_store_files'].filter((table) => hasTable(copy, table))
  for (const row of lacking.filter((each) => !standing.has(nameOf(each)))) {
    for (const table of tables)
      copy.prepare(`delete from ${table} where connection_id = ? and id = ?`).run([row.connection, row.id])
  }
  copy.close()
}

async function keepNamed(to: string, target: string): Promise<Copies> {
  const named = new Set(rowsIn(to).map(nameOf))
  let [files, bytes] = [0, 0]
  for (const row of await blobsIn(target)) {
    const path = join(target, row.connection, row.id)
    if (!named.has(nameOf(row))) {
      rmSync(path, { force: true })
      continue
    }
    files += 1
    bytes += statSync(path).size
  }
  if (files === 0) rmSync(target, { recursive: true, force: true })
  return { files, bytes }
}

export const nameOf = ({ connection, id }: FileRow) => `${connection} ${id}`

/** The files that a database has rows of. Those of early versions have no such table. */
function rowsIn(file: string): readonly FileRow[] {
  const database = new Libsql(file, { timeout: 60_000 })
  try {
    if (!hasTable(database, 'files')) return []
    return database.prepare('select connection_id as connection, id from files').all([]) as FileRow[]
  } finally {
    database.close()
  }
}

/** Those whose bytes lie in a bucket, which no copy of a database or a folder has. */
export function filesInBucket(file: string): Copies {
  const database = new Libsql(file, { timeout: 60_000 })
  try {
    const columns = database.prepare(`select name from pragma_table_info('file_bytes')`).all([]) as { name: string }[]
    if (!columns.some(({ name }) => name === 'place')) return { files: 0, bytes: 0 }
    const counting = `select count(*) as files, coalesce(sum(size), 0) as bytes from file_bytes
      where place = 'bucket' and size is not null`
    return database.prepare(counting).get([]) as Copies
  } finally {
    database.close()
  }
}

const hasTable = (database: Libsql.Database, name: string) =>
  database.prepare(`select 1 from sqlite_master where type = 'table' and name = ?`).get([name]) !== undefined

/**
 * Puts the bytes of a backup's files in the place of those that are there; what the backup has none of is taken from
 * there. To be called before its database is put there: a start removes bytes without a row. Returns where what was
 * there is now.
 */
export async function restoreFiles(backup: string, dataDir: string, stamp: string): Promise<string | undefined> {
  const [from, blobs] = [filesBeside(backup), blobsFolderIn(dataDir)]
  const [fresh, old] = [`${blobs}.restoring`, `${blobs}-before-${stamp}`]
  rmSync(fresh, { recursive: true, force: true })
  // Of what lies nowhere the doctor tells afterwards.
  for (const row of rowsIn(backup)) if (!(await copyBlob(from, fresh, row))) await copyBlob(blobs, fresh, row)
  const isThere = existsSync(blobs)
  if (isThere) renameSync(blobs, old)
  if (existsSync(fresh)) renameSync(fresh, blobs)
  return isThere ? old : undefined
}
