import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Libsql from 'libsql'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openPostgres } from './open-postgres'
import { openSqlite, sqliteFileIn } from './open-sqlite'
import { createStore, databases, type Location, openStore, temporaryFolder } from './testing/databases'
import { threadOf } from './testing/objects'
import { createTransactionScope } from './transaction-scope'

const clock = Date.now
const opening = (database: Location) => createStore({ database, clock })

/** The database without its tables' functions. */
const openRaw = async (at: Location) =>
  'folder' in at ? openSqlite(at.folder, createTransactionScope()) : openPostgres(at.url, createTransactionScope())

/** What an operator is told: one sentence or two, and nothing of the code. */
const inWords = (pattern: RegExp) =>
  expect.objectContaining({ name: 'StoreOpenError', message: expect.stringMatching(pattern) as string })

describe.each(databases)('opening on $name', (database) => {
  it('finds everything again, and goes on above what is stored when the clock has stepped back', async () => {
    const at = await database.createEmpty()
    const first = await createStore({ database: at, clock: () => 9_000_000 })
    for (const id of ['thread_1', 'thread_2']) await first.threads.insert(threadOf(id))
    await first.close()
    const second = await openStore(at, () => 1_000)
    await second.threads.insert(threadOf('thread_3'))
    const { data } = await second.threads.list({ limit: 10, order: 'asc' })
    expect(data.map(({ id }) => id)).toEqual(['thread_1', 'thread_2', 'thread_3'])
  })

  it('refuses a database that a newer version has written, and leaves it as it is', async () => {
    const at = await database.createEmpty()
    await (await opening(at)).close()
    const db = await openRaw(at)
    await sql`insert into kysely_migration (name, timestamp) values ('0099-flying-cars', '2099-01-01')`.execute(db)
    await db.destroy()
    await expect(opening(at)).rejects.toEqual(inWords(/newer version.*0099-flying-cars/))
  })

  it('leaves nothing of a migration that did not come to its end', async () => {
    const at = await database.createEmpty()
    const before = await openRaw(at)
    await before.schema.createTable('events').addColumn('in_the_way', 'text').execute()
    await before.destroy()
    await expect(opening(at)).rejects.toEqual(inWords(/events/))
    const between = await openRaw(at)
    expect((await between.introspection.getTables()).map(({ name }) => name)).toEqual(['events'])
    await between.schema.dropTable('events').execute()
    await between.destroy()
    await (await openStore(at)).threads.insert(threadOf('thread_1'))
  })

  it('lets close be called twice, and refuses what comes after it', async () => {
    const store = await opening(await database.createEmpty())
    await store.close()
    await store.close()
    await expect(store.threads.get('thread_1')).rejects.toThrow()
    await expect(store.transaction(async () => 1)).rejects.toThrow()
  })
})

it('refuses a PostgreSQL that is too old, and leaves it as it is', async () => {
  const at = (await databases.find(({ name }) => name === 'PostgreSQL')?.createEmpty()) as { url: string }
  const db = await openRaw(at)
  const name = sql.id(new URL(at.url).pathname.slice(1))
  // It says of itself what one of that version says.
  await sql`create schema older`.execute(db)
  await sql`create function older.current_setting(text) returns text return '140012'`.execute(db)
  await sql`alter database ${name} set search_path = older, pg_catalog, public`.execute(db)
  await db.destroy()
  const refused = inWords(/^The database is PostgreSQL 14; the playground needs PostgreSQL 15 or newer\.$/)
  await expect(opening(at)).rejects.toEqual(refused)
  const after = await openRaw(at)
  const tables = sql<{ count: number }>`select count(*)::int as count from pg_tables where schemaname = 'public'`
  expect((await tables.execute(after)).rows).toEqual([{ count: 0 }])
  await after.destroy()
})

describe('SQLite in a folder', () => {
  it('makes the folder, and leaves one complete file behind', async () => {
    const folder = join(await temporaryFolder(), 'new', 'data')
    const store = await opening({ folder })
    await store.threads.insert(threadOf('thread_1'))
    await store.close()
    const copy = new Libsql(sqliteFileIn(folder))
    expect(copy.prepare('select id from threads').all()).toEqual([{ id: 'thread_1' }])
    copy.close()
  })

  it('writes ahead, waits for the disk and keeps references whole', async () => {
    const folder = await temporaryFolder()
    const db = await openRaw({ folder })
    const pragma = async (name: string) => (await sql`pragma ${sql.raw(name)}`.execute(db)).rows[0]
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' })
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 })
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 })
    // SQLite's own waiting would stop the event loop.
    expect(await pragma('busy_timeout')).toEqual({ timeout: 0 })
    await db.destroy()
  })

  it('says so when the file is no database, and does not touch it', async () => {
    const folder = await temporaryFolder()
    await writeFile(sqliteFileIn(folder), 'Dear diary, today I learned about databases. '.repeat(100))
    await expect(opening({ folder })).rejects.toEqual(inWords(/playground\.db is damaged, or is not a SQLite database/))
    expect(await readFile(sqliteFileIn(folder), 'utf8')).toMatch(/^Dear diary/)
  })

  it('says so when the file is damaged', async () => {
    const folder = await temporaryFolder()
    await (await opening({ folder })).close()
    const bytes = await readFile(sqliteFileIn(folder))
    await writeFile(sqliteFileIn(folder), bytes.fill(7, 100, 20_000))
    await expect(opening({ folder })).rejects.toEqual(inWords(/playground\.db is damaged/))
  })

  it('says so when the folder is a file, or the file a folder', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    await expect(opening({ folder: join(folder, 'file') })).rejects.toEqual(inWords(/cannot be opened for writing/))
    await expect(opening({ folder: join(folder, 'file', 'data') })).rejects.toEqual(
      inWords(/cannot be opened for writing/),
    )
    await mkdir(sqliteFileIn(folder))
    await expect(opening({ folder })).rejects.toEqual(inWords(/cannot be opened for writing/))
  })

  // Root may write everywhere, and Windows has other rights.
  const hasNoRights = process.getuid?.() === 0 || process.platform === 'win32'
  it.skipIf(hasNoRights)('says so when the folder may not be written', async () => {
    const folder = await temporaryFolder()
    await chmod(folder, 0o500)
    await expect(opening({ folder })).rejects.toEqual(inWords(/cannot be opened for writing/))
  })

  it('refuses values that would end the process', async () => {
    const db = await openRaw({ folder: await temporaryFolder() })
    await expect(sql`select ${true}`.execute(db)).rejects.toThrow('not boolean')
    await expect(sql`select ${new Date()}`.execute(db)).rejects.toThrow('not object')
    await db.destroy()
  })
})

describe('PostgreSQL at an address', () => {
  it('says what is wrong without telling the password', async () => {
    const url = 'postgres://me:secret@127.0.0.1:1/none'
    const error = await opening({ url }).catch((error: unknown) => error)
    expect(error).toEqual(inWords(/^PostgreSQL at 127\.0\.0\.1:1 cannot be reached/))
    expect(String(error)).not.toContain('secret')
  })

  it('names a database that is not there', async () => {
    const [, postgres] = databases
    const at = await postgres!.create()
    const url = new URL('url' in at ? at.url : '')
    url.pathname = 'no_such_database'
    await expect(opening({ url: url.href })).rejects.toEqual(inWords(/has no database of that name/))
  })
})
