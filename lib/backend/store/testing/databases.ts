import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type DatabaseOptions, openDatabase } from '../open-database'
import type { Store } from '../store'
import { folderWithTables, newFolder, removeFolder } from './folder-with-tables'
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
  { name: 'SQLite', create: copyOfSqlite, createEmpty: emptyFolder },
  {
    name: 'PostgreSQL',
    // A copy of its files takes less than half of what making and filling it takes.
    create: () => postgresDatabase(`template ${WITH_TABLES} strategy file_copy`),
    createEmpty: () => postgresDatabase(''),
  },
]

async function emptyFolder(): Promise<Location> {
  return { folder: await temporaryFolder() }
}

async function copyOfSqlite(): Promise<Location> {
  return { folder: removedLater(await folderWithTables()) }
}

export const temporaryFolder = async () => removedLater(await newFolder())

function removedLater(folder: string): string {
  onTestFinished(() => removeFolder(folder))
  return folder
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
