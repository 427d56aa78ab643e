import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openDatabase } from '../open-database'
import { sqliteFileIn } from '../open-sqlite'

/** Tables are made once and copied: making them takes longer than most tests. */
let bytes: Promise<Buffer> | undefined

/** A new folder with a database that has its tables and nothing in them. Whoever asked for it removes it. */
export async function folderWithTables(): Promise<string> {
  const folder = await newFolder()
  await writeFile(sqliteFileIn(folder), await (bytes ??= makeBytes()))
  return folder
}

/** A new empty folder. */
export const newFolder = () => mkdtemp(join(tmpdir(), 'playground-'))

/** Removes a folder whose database is closed. */
export async function removeFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') collectGarbage()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function makeBytes(): Promise<Buffer> {
  const folder = await newFolder()
  await (await openDatabase({ database: { folder }, clock: Date.now })).close()
  const made = await readFile(sqliteFileIn(folder))
  await removeFolder(folder)
  return made
}

/** libsql lets a closed file go when its statements are collected, and Windows removes no file that somebody has. */
function collectGarbage() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
