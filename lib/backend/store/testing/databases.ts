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
    create: emptiedPostgres,
    createEmpty: emptyPostgres,
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

const MANY_ROWS_BYTES = 500_000

/** Those with nothing in their tables that no test has now: to make one and to drop it takes longer than most tests. */
const unused: string[] = []

async function emptiedPostgres(): Promise<Location> {
  // A copy of its files takes less than half of what making and filling it takes.
  const name = unused.pop() ?? (await makePostgres(`template ${WITH_TABLES} strategy file_copy`))
  onTestFinished(async () => {
    await (await emptying(name)).query(emptyTables)
    unused.push(name)
  })
  return { url: postgresUrl(name) }
}

const connected = new Map<string, pg.Client>()

/** A connection that stays: what it knows of the tables already is most of what emptying them takes. */
async function emptying(name: string): Promise<pg.Client> {
  const known = connected.get(name)
  if (known) return known
  const client = new pg.Client(postgresUrl(name))
  // The server ends before this process does.
  client.on('error', () => connected.delete(name))
  await client.connect()
  connected.set(name, client)
  return client
}

async function emptyPostgres(): Promise<Location> {
  const name = await makePostgres('')
  onTestFinished(() => onPostgres('postgres', `drop database ${name} with (force)`))
  return { url: postgresUrl(name) }
}

async function makePostgres(options: string): Promise<string> {
  const name = `test_${process.pid}_${++count}`
  await onPostgres('postgres', `create database ${name} ${options}`)
  return name
}

/**
 * Leaves what the migrations leave. Whoever a test has left connected is cut off first. Deleting few rows takes a
 * fraction of what truncating takes, which makes new files for every table and index; only after many it is better.
 * Of a table that nobody has written to not even that is needed; the jobs' own rows are in its partitions.
 */
const emptyTables = `do $$ declare name text; begin
  perform pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid();
  set local session_replication_role = replica;
  for name in select format('%I.%I', schemaname, tablename) from pg_tables
    where schemaname = 'public' and tablename not like 'kysely\\_%' or (schemaname, tablename) = ('pgboss', 'job')
  loop
    continue when name <> 'pgboss.job' and pg_relation_size(name) = 0;
    if pg_relation_size(name) > ${MANY_ROWS_BYTES} then execute 'truncate ' || name || ' cascade';
    else execute 'delete from ' || name; end if;
  end loop;
  insert into connections values ('embedded');
  perform setval('positions', 0);
end $$`

/** Sends a statement to the database of this name. */
export async function onPostgres(name: string, query: string): Promise<void> {
  const client = new pg.Client(postgresUrl(name))
  await client.connect()
  await client.query(query)
  await client.end()
}

function postgresUrl(name: string): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = name
  return url.href
}

/** The store of one connection, with its database's end. */
export interface TestStore extends Store {
  close(): Promise<void>
}

/** Opens the database of one connection, with a clock of the test's own. */
export async function createStore(options: DatabaseOptions, connection = 'embedded'): Promise<TestStore> {
  const database = await openDatabase({ time: 'machine', ...options })
  return { ...(await database.storeOf(connection)), close: database.close }
}

/** Opens a store that is closed when the test is over. */
export async function openStore(database: Location, clock = Date.now, pageBytes?: number): Promise<TestStore> {
  const store = await createStore({ database, clock, pageBytes })
  onTestFinished(() => store.close())
  return store
}
