import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createBlobs } from '@/lib/backend/blobs/blobs'
import { createDatabaseBlobs } from '@/lib/backend/blobs/database-blobs'
import { type OpenDatabase, openDatabase } from '@/lib/backend/store/open-database'
import { contentsOf } from '@/lib/backend/store/testing/contents-of'
import { databases, type Location, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { fileOf, userMessageOf } from '@/lib/backend/store/testing/objects'
import { openDataFolder } from '../data-folder'
import { readEnvironment } from '../environment'
import { copyOf } from '../testing/copy-of'
import { startProjects } from '../testing/start-projects'
import { moveDatabase } from './move-database'

const fixture = fileURLToPath(new URL('../../backend/store/testing/folders/0006-lists', import.meta.url))
const DAMAGED = `insert into damaged (connection_id, table_name, id, set_aside_ms, document)
  values ('embedded', 'runs', 'run_9', 1, ?)`
const TEXT = 'x'.repeat(300_000)
const IN_BUCKET = 'file-3'

/** At a moment before all of it was written nothing that is kept for a time has ended. */
const open = (database: Location) =>
  openDatabase({ database, clock: () => 0, time: 'machine', logLine: () => undefined })

/** How many sessions of playgrounds there are: each ends a moment after whoever had it has closed it. */
async function sessionsIn(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ count: string }>(`select count(*) from pg_stat_activity
    where datname = current_database() and application_name = 'assistants-playground'`)
  await client.end()
  return Number(rows[0]?.count)
}

async function looking<T>(database: Location, look: (opened: OpenDatabase) => Promise<T>): Promise<T> {
  const opened = await open(database)
  try {
    return await look(opened)
  } finally {
    await opened.close()
  }
}

const allOf = (database: Location) =>
  looking(database, async ({ storeOf, settings, people, connections, recordings: _, ...rest }) => {
    const [embedded, appbuilder] = [await storeOf('embedded'), await storeOf('appbuilder')]
    const { rows } = await embedded.statement('select * from damaged order by id', [])
    const all = {
      embedded: await contentsOf(embedded),
      appbuilder: await contentsOf(appbuilder),
      settings: await settings.list('noted'),
      people: [await people.keyUses(), await people.audited(10)],
      connections: [...(await connections())].toSorted(),
      sizes: await rest.sizeOf('embedded'),
      files: await embedded.files.get('file-1'),
      inBucket: await rest.bucketUse.counted(),
      damaged: rows,
    }
    return JSON.parse(JSON.stringify(all)) as unknown
  })

const unlocked = (path: string) => openDataFolder(path, { isShared: true })

/** A folder of an earlier version, with what later ones keep. */
async function oldFolder() {
  const folder = await copyOf(fixture)
  const database = { folder }
  const blobs = createBlobs(join(folder, 'blobs', 'embedded'))
  await looking(database, async ({ storeOf, fileBytesOf, settings, people }) => {
    const store = await storeOf('embedded')
    const far = Date.now() * 1_000 + 5_000_000_000
    const { data } = await store.threads.list({ limit: 1, order: 'asc' })
    const place = { thread_id: data[0]!.id }
    await store.messages.insert(userMessageOf('msg_zero', 'with \0 in it', place), { position: far })
    for (const id of ['file-1', 'file-2', IN_BUCKET]) await store.files.insert(fileOf(id))
    const table = fileBytesOf('embedded')
    await table.finish(await table.begin(IN_BUCKET, 'bucket'), 7)
    await table.begin('file-underway', 'bucket')
    await store.statement(DAMAGED, ['no\0json'])
    await settings.put('noted', { id: 'one', document: { name: 'One' }, sealed: 'sealed' })
    await people.noteKeyUse('key_1', 5)
    await people.audit(7, { what: 'key.made' })
  })
  await blobs.write('file-1', new Blob([TEXT]).stream())
  return folder
}

test('all data moves from an old folder into PostgreSQL and back, and a server answers from it', async () => {
  const old = await oldFolder()
  const postgres = await databases[1]!.createEmpty()
  const url = 'url' in postgres ? postgres.url : ''
  const lines: string[] = []
  type Direction = 'to-postgresql' | 'to-sqlite'
  const moveNow = (direction: Direction, DATA_DIR: string) => {
    const environment = readEnvironment({ DATA_DIR, DATABASE_URL: url })
    return moveDatabase(direction, { environment, folder: unlocked(DATA_DIR), say: (line) => void lines.push(line) })
  }
  const move = async (direction: Direction, DATA_DIR: string) => {
    await expect.poll(() => sessionsIn(url)).toBe(0)
    await moveNow(direction, DATA_DIR)
  }
  const broken = await copyOf(old)
  await mkdir(join(broken, 'blobs', 'embedded', 'file-2'))
  await expect(move('to-postgresql', broken)).rejects.toThrow('EISDIR')

  lines.length = 0
  const folder = await copyOf(old)
  await move('to-postgresql', folder)
  expect(lines).toContain(
    'bytes of files: 300000 of 1 files; of 1 files there were none; those of 1 files stay in the bucket',
  )
  expect(lines).toContain('damaged: 1 rows')
  const before = await allOf({ folder: await copyOf(folder) })
  const there = JSON.stringify(before).replace('no\\u0000json', 'no\ufffdjson')
  expect(await allOf(postgres)).toEqual(JSON.parse(there))
  await looking(postgres, async ({ storeOf, fileBytesOf }) => {
    const blobs = createDatabaseBlobs(fileBytesOf('embedded'), folder)
    expect((await new Response(await blobs.read('file-1')).text()) === TEXT).toBe(true)
    const { messages, threads } = await storeOf('embedded')
    const id = (await threads.list({ limit: 1, order: 'asc' })).data[0]!.id
    await messages.insert(userMessageOf('msg_last', 'text', { thread_id: id }))
    const newest = await messages.list(id, { limit: 2, order: 'desc' })
    expect(newest.data.map((message) => message.id)).toEqual(['msg_last', 'msg_zero'])
    await messages.remove('msg_last')
    await expect(moveNow('to-sqlite', await temporaryFolder())).rejects.toThrow('in use by a playground')
  })
  await expect(move('to-postgresql', folder)).rejects.toThrow('There is data in the PostgreSQL database already')
  await expect(move('to-sqlite', folder)).rejects.toThrow('nothing is put over it')

  const back = await temporaryFolder()
  await expect(move('to-sqlite', back)).rejects.toThrow('has no keys')
  await writeFile(join(back, 'secret.key'), Buffer.alloc(32))
  await expect(move('to-sqlite', back)).rejects.toThrow('other keys')
  expect(existsSync(join(back, 'playground.db'))).toBe(false)
  for (const key of ['secret.key', 'session.key']) await cp(join(folder, key), join(back, key))
  await move('to-sqlite', back)
  const whole = await copyOf(back)
  expect(await allOf({ folder: whole })).toEqual(JSON.parse(there))

  const withoutBucket = await copyOf(whole)
  await looking({ folder: withoutBucket }, ({ fileBytesOf }) => fileBytesOf('embedded').remove(IN_BUCKET))
  const server = await startProjects({ DATA_DIR: await copyOf(withoutBucket) })
  onTestFinished(server.stop)
  expect((await server.ask('/v1/files/file-1/content')).text === TEXT).toBe(true)

  expect(await server.ask('/v1/assistants')).toMatchObject({ status: 200, json: { data: [{}, {}, {}] } })
})
