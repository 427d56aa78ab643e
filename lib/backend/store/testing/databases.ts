import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type DatabaseOptions, openDatabase } from '../open-database'
import { sqliteFileIn } from '../open-sqlite'
import type { Store } from '../store'
import { WITH_TABLES } from './postgres'

export type Location = DatabaseOptions['database']

export interface TestDatabase {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** Makes a database for a store that is gone when the test is over. It may have the store's tables already. */
  create(): Promise<Location>
  /** The same for a test of what opening does: there is nothing in it. */
  createEmpty(): Promise<Location>
}

/** What every test of the store runs on. */
export const databases: readonly TestDatabase[] = [
  { name: 'SQLite', create: copyOfSqlite, createEmpty: newFolder },
  {
    name: 'PostgreSQL',
    // A copy of its files takes less than half of what making and filling it takes.
    create: () => postgresDatabase(`template ${WITH_TABLES} strategy file_copy`),
    createEmpty: () => postgresDatabase(''),
  },
]

async function newFolder(): Promise<Location> {
  return { folder: await temporaryFolder() }
}

/** Tables are made once and copied: making them takes longer than most tests. */
let bytes: Promise<Buffer> | undefined

async function copyOfSqlite(): Promise<{ readonly folder: string }> {
  const folder = await temporaryFolder()
  await writeFile(sqliteFileIn(folder), await (bytes ??= makeBytes()))
  return { folder }
}

async function makeBytes(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-store-'))
  await (await openDatabase({ database: { folder }, clock: Date.now })).close()
  const made = await readFile(sqliteFileIn(folder))
  if (process.platform === 'win32') collectGarbage()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  return made
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-store-'))
  onTestFinished(async () => {
    if (process.platform === 'win32') collectGarbage()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return folder
}

/** libsql lets a closed file go when its statements are collected, and Windows removes no file that somebody has. */
function collectGarbage() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

let count = 0

async function postgresDatabase(options: string): Promise<Location> {
  const name = `test_${process.pid}_${++count}`
  const client = new pg.Client(inject('postgresUrl'))
  await client.connect()
  await client.query(`create database ${name} ${options}`)
  onTestFinished(async () => {
    await client.query(`drop database ${name} with (force)`)
    await client.end()
  })
  const url = new URL(inject('postgresUrl'))
  url.pathname = name
  return { url: url.href }
}

/** The store of one connection, with its database's end. */
export interface TestStore extends Store {
  close(): Promise<void>
}

/** Opens the database of one connection. */
export async function createStore(options: DatabaseOptions, connection = 'embedded'): Promise<TestStore> {
  const database = await openDatabase(options)
  return { ...(await database.storeOf(connection)), close: database.close }
}

/** Opens a store that is closed when the test is over. */
export async function openStore(database: Location, clock = Date.now, pageBytes?: number): Promise<TestStore> {
  const store = await createStore({ database, clock, pageBytes })
  onTestFinished(() => store.close())
  return store
}
