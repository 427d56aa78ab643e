import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Libsql from 'libsql'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runStatuses } from '@/lib/protocol/status'
import { migrate } from './migrations'
import { moveIn } from './move-in'
import { openDatabase } from './open-database'
import { openSqlite, sqliteFileIn } from './open-sqlite'
import type { Store } from './store'
import { contentsOf } from './testing/contents-of'
import { temporaryFolder } from './testing/databases'
import { createTransactionScope } from './transaction-scope'

const folders = fileURLToPath(new URL('./testing/folders', import.meta.url))
const lists = join(folders, '0006-lists')

const contentsIn = async (folder: string): Promise<object> =>
  JSON.parse(await readFile(join(folder, 'contents.json'), 'utf8')) as object

async function copyOf(folder: string): Promise<string> {
  const copy = await temporaryFolder()
  await cp(folder, copy, { recursive: true })
  return copy
}

/** At a moment before all of it was written nothing that is kept for a time has ended. */
async function openFolder(folder: string) {
  const database = await openDatabase({ database: { folder }, clock: () => 0 })
  onTestFinished(() => database.close())
  return { database, embedded: await database.storeOf('embedded'), appbuilder: await database.storeOf('appbuilder') }
}

/** Later versions may tell more of the same. */
const told = async (store: Store) => JSON.parse(JSON.stringify(await contentsOf(store))) as unknown

it.each(await readdir(folders))('a data folder after migration %s opens with nothing lost', async (name) => {
  const { embedded } = await openFolder(await copyOf(join(folders, name)))
  expect(await told(embedded)).toMatchObject(await contentsIn(join(folders, name)))

  const most = await embedded.runs.search({ sort: 'tokens', limit: 1 })
  const runs = (await embedded.runs.search({ limit: 100 })).data.map(({ run }) => run.usage?.total_tokens ?? 0)
  expect(most.data[0]?.run.usage?.total_tokens, 'in order by what was used then').toBe(Math.max(...runs))

  const { data: threads } = await embedded.threads.search({ limit: 100 })
  for (const status of runStatuses) {
    const found = (await embedded.threads.search({ limit: 100, status: [status] })).data.map(({ id }) => id)
    const such = threads.filter(({ last_run }) => last_run?.status === status)
    expect(found, `whose newest run is ${status}`).toEqual(such.map(({ id }) => id))
  }
  const seconds = threads.map(({ created_at }) => created_at)
  const created = { from: Math.min(...seconds) * 1_000, before: (Math.max(...seconds) + 1) * 1_000 }
  expect((await embedded.threads.search({ limit: 100, created })).data, 'by when they were created').toEqual(threads)
})

it('what was known of threads elsewhere is known still: which are gone, and which nobody has read', async () => {
  const folder = await copyOf(lists)
  const db = await openSqlite(folder, createTransactionScope())
  const { rows } = await sql<{ id: string }>`select id from threads limit 2`.execute(db)
  const [gone, unread] = rows.map(({ id }) => id)
  const put = (kind: string, id: string | undefined, document: string) =>
    sql`insert into records (kind, id, owner, position, document) values (${kind}, ${id}, ${id}, 1, ${document})`
  await put('gone_thread', gone, '{"gone_ms":1790000000000}').execute(db)
  await put('thread_shell', unread, '{"is_shell":true}').execute(db)
  await put('thread_shell', gone, 'no JSON').execute(db)
  await db.destroy()
  const { embedded } = await openFolder(folder)
  expect(await embedded.threads.summary(gone ?? '')).toMatchObject({ id: gone, gone_ms: 1_790_000_000_000 })
  expect(await embedded.threads.summary(unread ?? '')).toMatchObject({ id: unread, is_unread: true })
  expect(await embedded.records.list('gone_thread')).toEqual([])
})

describe('a database that has to be written anew', () => {
  async function openRaw() {
    const folder = await copyOf(lists)
    const db = await openSqlite(folder, createTransactionScope())
    onTestFinished(() => db.destroy())
    return { db, folder, file: sqliteFileIn(folder) }
  }

  it('stays as it is where there is no room for it', async () => {
    const { db, file } = await openRaw()
    const before = await readFile(file)
    await expect(migrate(db, { file, roomBeside: () => before.length })).rejects.toThrow(
      /needs 1 MB of free disk; there are 1 MB\. Nothing was changed/,
    )
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('is told of before, where it is large', async () => {
    const { db, folder } = await openRaw()
    const file = join(folder, 'as-large.db')
    await writeFile(file, '')
    await truncate(file, 65 * 1024 * 1024)
    const lines: string[] = []
    await migrate(db, { file, logLine: (line) => void lines.push(line) })
    expect(lines).toEqual([
      expect.stringMatching(/^Bringing the data folder up to date: .*large\.db, 65 MB, is written/),
    ])
  })
})

describe('a connection with a database of its own', () => {
  async function move(folder: string) {
    const own = join(folder, 'connections', 'appbuilder')
    const lines: string[] = []
    await moveIn({ from: own, into: folder, connection: 'appbuilder', logLine: (line) => void lines.push(line) })
    return { lines, own }
  }

  it('moves into that of all, once, though the process ends before its folder is put aside', async () => {
    const folder = await copyOf(lists)
    const { lines, own } = await move(folder)
    const { appbuilder, database } = await openFolder(folder)
    expect(await told(appbuilder)).toMatchObject(await contentsIn(join(lists, 'connections', 'appbuilder')))
    expect(lines).toEqual([expect.stringContaining(`the old folder, ${own}.moved`)])
    const { data } = await appbuilder.threads.list({ limit: 1, order: 'asc' })
    await appbuilder.threads.rename(data[0]!.id, 'later')
    const before = await told(appbuilder)
    await database.close()

    await rename(`${own}.moved`, own)
    await move(folder)
    expect(await told((await openFolder(folder)).appbuilder)).toEqual(before)
    expect([existsSync(own), existsSync(sqliteFileIn(`${own}.moved`))]).toEqual([false, true])
    expect((await move(folder)).lines).toEqual([])
  })

  it('keeps ids that another has too, and brings damaged rows as they are', async () => {
    const folder = await copyOf(lists)
    const file = sqliteFileIn(join(folder, 'connections', 'appbuilder'))
    await cp(join(lists, 'playground.db'), file)
    const old = new Libsql(file)
    old.exec('pragma foreign_keys = off')
    old.exec(`insert into messages values ('msg_1', 'thread_gone', 1, null, 'user', cast(x'7bff' as text))`)
    old.close()
    await move(folder)
    const { embedded, appbuilder } = await openFolder(folder)
    const contents = await contentsIn(lists)
    for (const store of [embedded, appbuilder]) expect(await told(store)).toMatchObject(contents)
    const database = new Libsql(sqliteFileIn(folder))
    const row = database.prepare('select hex(document) as document, connection_id from messages where thread_id = ?')
    expect(row.all(['thread_gone'])).toEqual([{ document: '7BFF', connection_id: 'appbuilder' }])
    database.close()
  })
})
