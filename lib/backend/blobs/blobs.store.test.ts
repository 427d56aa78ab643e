// What every implementation keeps to, and what each has of its own.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases, type TestDatabase } from '@/lib/backend/store/testing/databases'
import { fileOf } from '@/lib/backend/store/testing/objects'
import { createBlobs } from './blobs'
import { createDatabaseBlobs } from './database-blobs'
import { TooManyBytesError } from './measure'
import { openTestBucket } from './testing/open-bucket'

async function temporaryFolder() {
  const root = await mkdtemp(join(tmpdir(), 'playground-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return root
}

async function inFolder() {
  const folder = join(await temporaryFolder(), 'blobs', 'one')
  return { folder, blobs: createBlobs(folder), names: () => readdir(folder).catch((): string[] => []) }
}

const DAY_MS = 24 * 3_600_000

async function openTable(of: TestDatabase) {
  const at = await of.create()
  let now = Date.now()
  const database = await openDatabase({ database: at, clock: () => now, time: 'machine' })
  onTestFinished(() => database.close())
  const store = await database.storeOf('embedded')
  const scratch = join(await temporaryFolder(), 'scratch')
  const later = (ms: number) => (now += ms)
  return { database, store, scratch, later, table: database.fileBytesOf('embedded') }
}

async function inDatabase() {
  const { store, table, scratch, ...opened } = await openTable(databases[1]!)
  const blobs = createDatabaseBlobs(table, scratch)
  const of = async (query: string) => (await store.statement(query, [])).rows as readonly { id: string }[]
  return {
    ...{ ...opened, blobs, table, store, scratch },
    names: async () => (await of('select id from file_bytes order by id')).map(({ id }) => id),
    pieces: async () => (await of('select upload as id from file_pieces')).length,
  }
}

const inBucket = (of: TestDatabase) => async () => {
  const { table, scratch, ...opened } = await openTable(of)
  const { server, bucket, place } = await openTestBucket(table)
  const blobs = createDatabaseBlobs(table, scratch, {
    bucket: place,
    beside: of.name === 'SQLite' ? (await inFolder()).blobs : undefined,
  })
  const idsIn = async () => (await table.uploads('bucket')).map(({ id }) => id)
  const names = async () => [...server.objects.keys(), ...server.uploads.keys(), ...(await idsIn())]
  return { ...opened, table, blobs, server, bucket, names }
}

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}

const textOf = async (body: ReadableStream<Uint8Array> | undefined) => body && new Response(body).text()

describe.each([
  ['a folder', inFolder],
  ['PostgreSQL', inDatabase],
  ['a bucket beside SQLite', inBucket(databases[0]!)],
  ['a bucket beside PostgreSQL', inBucket(databases[1]!)],
] as const)('bytes in %s', (_name, open) => {
  it('are kept under their id, and read in ranges', async () => {
    const { blobs } = await open()
    const sha256 = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'
    expect(await blobs.write('file-1', pieces('hello ', '', 'world'))).toEqual({ bytes: 11, sha256 })
    expect(await textOf(await blobs.read('file-1'))).toBe('hello world')
    expect(await textOf(await blobs.read('file-1', { start: 4, end: 6 }))).toBe('o w')
    expect(await blobs.size('file-1')).toBe(11)
    expect(await blobs.withPath('file-1', (path) => readFile(path, 'utf8'))).toBe('hello world')
    expect(await blobs.write('file-2', pieces())).toMatchObject({ bytes: 0 })
    expect([await blobs.size('file-2'), await textOf(await blobs.read('file-2'))]).toEqual([0, ''])
    await blobs.remove('file-1')
    await blobs.remove('file-1')
    expect([await blobs.read('file-1'), await blobs.size('file-1')]).toEqual([undefined, undefined])
    await expect(blobs.withPath('file-1', (path) => readFile(path))).rejects.toThrow('ENOENT')
  })

  it('stay only where they could be written whole', async () => {
    const { blobs, names } = await open()
    await expect(blobs.write('file-1', pieces('hello', 'world'), { maxBytes: 9 })).rejects.toThrow(TooManyBytesError)
    async function* broken() {
      yield Buffer.alloc(300_000)
      expect(await blobs.size('file-2')).toBeUndefined()
      throw new Error('broken off')
    }
    await expect(blobs.write('file-2', broken())).rejects.toThrow('broken off')
    const signal = AbortSignal.abort(new Error('no more'))
    await expect(blobs.write('file-3', pieces('hello'), { signal })).rejects.toThrow('no more')
    expect(await names()).toEqual([])
  })

  it('have no id that leads elsewhere', async () => {
    const { blobs, names } = await open()
    for (const id of ['../file-1', 'a/b', '', 'file-1.part', '.']) {
      await expect(blobs.write(id, pieces('x'))).rejects.toThrow('No bytes')
      await expect(blobs.withPath(id, async () => undefined)).rejects.toThrow('No bytes')
      expect([await blobs.read(id), await blobs.size(id)]).toEqual([undefined, undefined])
    }
    expect(await names()).toEqual([])
  })

  it('come a piece at a time, and a reader may leave', async () => {
    const { blobs } = await open()
    const all = Array.from({ length: 1_000_000 }, (_, at) => String.fromCharCode(97 + (at % 23))).join('')
    await blobs.write('file-1', pieces(all.slice(0, 10), all.slice(10, 700_000), all.slice(700_000)))
    const body = await blobs.read('file-1')
    const reader = body!.getReader()
    expect((await reader.read()).value?.length).toBeLessThanOrEqual(262_144)
    await reader.cancel()
    expect((await textOf(await blobs.read('file-1'))) === all).toBe(true)
    expect(await textOf(await blobs.read('file-1', { start: 262_140, end: 524_290 }))).toBe(all.slice(262_140, 524_291))
    expect(await blobs.withPath('file-1', async (path) => (await readFile(path, 'utf8')) === all)).toBe(true)
  })
})

it('a folder is for this user only, and loses at the start what was left half written', async () => {
  const { folder, blobs, names } = await inFolder()
  expect(await blobs.open()).toEqual([])
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'file-1.part'), 'hel')
  await blobs.write('file-2', pieces('hello'))
  expect(await blobs.open()).toEqual(['file-2'])
  expect(await names()).toEqual(['file-2'])
  if (process.platform === 'win32') return
  expect((await stat(join(folder, 'file-2'))).mode & 0o777).toBe(0o600)
  await rm(folder, { recursive: true })
  await blobs.write('file-3', pieces('hello'))
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

it('PostgreSQL loses what another instance has left, and not what one is at', async () => {
  const { blobs, database, table, store, names, pieces: kept, later, scratch } = await inDatabase()
  const [left, slow] = [await table.begin('file-left', 'database'), await table.begin('file-slow', 'database')]
  await table.append(left, { number: 0, bytes: Buffer.from('hel') })
  await table.append(slow, { number: 0, bytes: Buffer.from('hel') })
  await blobs.write('file-owned', pieces('hello'))
  await store.files.insert(fileOf('file-owned'))
  await blobs.write('file-nobodys', pieces('hello'))
  expect(await blobs.open()).toEqual([])
  later(DAY_MS)
  await table.append(slow, { number: 1, bytes: Buffer.from('lo') })
  later(DAY_MS / 2)
  await blobs.sweep()
  expect(await blobs.open()).toEqual(['file-nobodys'])
  expect(await names()).toEqual(['file-nobodys', 'file-owned', 'file-slow'])
  expect(await kept()).toBe(4)
  await expect(table.append(left, { number: 1, bytes: Buffer.from('lo') })).rejects.toThrow()
  await expect(table.finish(left, 5)).rejects.toThrow('given up')
  await table.finish(slow, 5)
  expect(await textOf(await blobs.read('file-slow', { start: 0, end: 2 }))).toBe('hel')

  const path = await blobs.withPath('file-owned', async (path) => {
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
    return path
  })
  await expect(stat(path)).rejects.toThrow('ENOENT')
  expect(await readdir(scratch)).toEqual([])
  const body = await blobs.read('file-owned')
  await blobs.remove('file-owned')
  await expect(textOf(body)).rejects.toThrow('removed while they were read')
  await database.removeConnection('embedded')
  expect([await names(), await kept()]).toEqual([[], 0])
})
