// One real PostgreSQL for a run of the store's tests.
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../open-database'
import { startPostgres } from './start-postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database to connect to for making others. */
    readonly postgresUrl: string
  }
}

/** The name of a database of that server which has the store's tables, for making others like it. */
export const WITH_TABLES = 'with_tables'

/** Vitest's global setup: starts the server, gives its address to the tests, and returns what stops it. */
export default async function setup(project: TestProject) {
  const { urlOf, stop } = await startPostgres()
  await createTables(urlOf)
  project.provide('postgresUrl', urlOf('postgres'))
  return stop
}

async function createTables(urlOf: (database: string) => string) {
  const client = new pg.Client(urlOf('postgres'))
  await client.connect()
  await client.query(`create database ${WITH_TABLES}`)
  await client.end()
  await (await openDatabase({ database: { url: urlOf(WITH_TABLES) }, clock: Date.now })).close()
}
