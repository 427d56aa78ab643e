import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Libsql from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from './migrations'
import { moveIn } from './move-in'
import { openDatabase } from './open-database'
import { openSqlite, sqliteFileIn } from './open-sqlite'
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

/** The stores of a folder as a start opens it. At a moment before all of it was written nothing kept has ended. */
async function openFolder(folder: string) {
  const lines: string[] = []
  const tell = (line: string) => void lines.push(line)
  const own = join(folder, 'connections', 'appbuilder')
  await moveIn({ from: own, into: folder, connection: 'appbuilder', tell })
  const database = await openDatabase({ database: { folder }, clock: () => 0, tell })
  onTestFinished(() => database.close())
  const [embedded, appbuilder] = [await database.storeOf('embedded'), await database.storeOf('appbuilder')]
  return { database, embedded, appbuilder, lines, own }
}

/** Later versions may tell more of the same. */
const told = async (store: Parameters<typeof contentsOf>[0]) =>
  JSON.parse(JSON.stringify(await contentsOf(store))) as unknown

it.each(await readdir(folders))('a data folder after migration %s opens with nothing lost', async (name) => {
  const { embedded } = await openFolder(await copyOf(join(folders, name)))
  expect(await told(embedded)).toMatchObject(await contentsIn(join(folders, name)))

  const most = await embedded.runs.search({ sort: 'tokens', limit: 1 })
  const runs = (await embedded.runs.search({ limit: 100 })).data.map(({ run }) => run.usage?.total_tokens ?? 0)
  expect(most.data[0]?.run.usage?.total_tokens, 'in order by what was used then').toBe(Math.max(...runs))
})

describe('a database that has to be written anew', () => {
  it('stays as it is where there is no room for it', async () => {
    const folder = await copyOf(lists)
    const file = sqliteFileIn(folder)
    const before = await readFile(file)
    const db = await openSqlite(folder, createTransactionScope())
    await expect(migrate(db, { file, roomBeside: () => before.length })).rejects.toThrow(
      /needs 1 MB of free disk; there are 1 MB\. Nothing was changed/,
    )
    await db.destroy()
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('is told of before, where it is large', async () => {
    const folder = await copyOf(join(folders, '0005-answers'))
    const old = new Libsql(sqliteFileIn(folder))
    old.exec(`insert into records values ('large', 'large', 'large', 1, hex(zeroblob(${32 * 1024 * 1024})))`)
    old.close()
    const { lines } = await openFolder(folder)
    expect(lines).toEqual([expect.stringMatching(/^Bringing the data folder up to date: .*playground\.db, \d+ MB, is/)])
  })
})

describe('a connection with a database of its own', () => {
  it('moves into that of all, and its folder is put aside', async () => {
    const folder = await copyOf(lists)
    const { appbuilder, lines, own } = await openFolder(folder)
    expect(await told(appbuilder)).toMatchObject(await contentsIn(join(lists, 'connections', 'appbuilder')))
    expect(lines).toEqual([expect.stringContaining(`the old folder, ${own}.moved`)])
    expect([existsSync(own), existsSync(sqliteFileIn(`${own}.moved`))]).toEqual([false, true])
    expect((await openFolder(folder)).lines).toEqual([])
  })

  it('is there once when the process ended between the copy and the move of the folder', async () => {
    const folder = await copyOf(lists)
    const first = await openFolder(folder)
    await first.appbuilder.threads.rename(
      (await first.appbuilder.threads.list({ limit: 1, order: 'asc' })).data[0]!.id,
      'later',
    )
    const before = await told(first.appbuilder)
    await first.database.close()
    await rename(`${first.own}.moved`, first.own)
    const { appbuilder, own } = await openFolder(folder)
    expect(await told(appbuilder)).toEqual(before)
    expect(existsSync(own)).toBe(false)
  })

  it('keeps its ids, also where another connection has the same', async () => {
    const folder = await copyOf(lists)
    await cp(join(lists, 'playground.db'), sqliteFileIn(join(folder, 'connections', 'appbuilder')))
    const { embedded, appbuilder } = await openFolder(folder)
    const contents = await contentsIn(lists)
    for (const store of [embedded, appbuilder]) expect(await told(store)).toMatchObject(contents)
  })

  it('brings damaged rows as they are', async () => {
    const folder = await copyOf(lists)
    const old = new Libsql(sqliteFileIn(join(folder, 'connections', 'appbuilder')))
    old.exec('pragma foreign_keys = off')
    old.exec(`update messages set document = cast(x'7bff' as text), thread_id = 'thread_gone' where position =
      (select min(position) from messages)`)
    old.close()
    await openFolder(folder)
    const moved = new Libsql(sqliteFileIn(folder))
    const row = moved.prepare(`select hex(document) as document, connection_id from messages where thread_id = ?`)
    expect(row.all(['thread_gone'])).toEqual([{ document: '7BFF', connection_id: 'appbuilder' }])
    moved.close()
  })
})
