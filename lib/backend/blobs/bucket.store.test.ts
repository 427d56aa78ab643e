// What is a bucket's own: parts, lines that break, servers that hang or refuse, what is left behind.
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '@/lib/backend/store/open-database'
import { databases, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { fileOf } from '@/lib/backend/store/testing/objects'
import { createDatabaseBlobs } from './database-blobs'
import { readBucketAddress } from './s3/bucket-address'
import { BucketError } from './bucket-error'
import type { BucketOptions } from './s3/bucket-requests'
import { fixedCredentials } from './s3/credentials'
import { KEYS, MIN_PART } from './testing/bucket-server'
import { openTestBucket } from './testing/open-bucket'

/** Five are a part. */
const PIECE = MIN_PART / 5
const DAY_MS = 24 * 3_600_000

async function open(options: Partial<BucketOptions> = {}) {
  let now = Date.now()
  const database = await openDatabase({ database: await databases[0]!.create(), clock: () => now, time: 'machine' })
  onTestFinished(() => database.close())
  const store = await database.storeOf('embedded')
  const table = database.fileBytesOf('embedded')
  const opened = await openTestBucket(table, options)
  const blobs = createDatabaseBlobs(table, await temporaryFolder(), { bucket: opened.place })
  const kept = async () => {
    const { objects, uploads } = opened.server
    return { objects: objects.size, uploads: uploads.size, rows: (await table.uploads('bucket')).length }
  }
  return { ...opened, database, store, table, blobs, kept, later: (ms: number) => (now += ms) }
}

const signing = (other: Partial<typeof KEYS>) => ({ credentials: fixedCredentials({ ...KEYS, ...other }) })

const NOTHING = { objects: 0, uploads: 0, rows: 0 }

async function* pieces(count: number, size = PIECE) {
  for (let at = 0; at < count; at += 1) yield Buffer.alloc(size, at)
}

const bytesOf = async (body: ReadableStream<Uint8Array> | undefined) =>
  Buffer.from(await new Response(body ?? null).arrayBuffer())

it('a large file comes in parts, and is there when all are', async () => {
  const { blobs, server, kept } = await open()
  await blobs.write('file-1', pieces(11))
  const [key] = server.objects.keys()
  expect(key).toMatch(/^some\/prefix\/embedded\/file-1\/[\w-]{36}$/)
  expect(await kept()).toEqual({ objects: 1, uploads: 0, rows: 1 })
  expect(server.asked.filter((line) => line.includes('partNumber'))).toHaveLength(3)
  const across = await bytesOf(await blobs.read('file-1', { start: 5 * PIECE - 1, end: 5 * PIECE }))
  expect([...across]).toEqual([4, 5])
  expect((await bytesOf(await blobs.read('file-1'))).equals(Buffer.concat(await collected(pieces(11))))).toBe(true)
  // As many bytes as a part has, and nothing behind them.
  await blobs.write('file-2', pieces(5))
  expect(await blobs.size('file-2')).toBe(5 * PIECE)
  await blobs.write('file-1', pieces(1))
  expect(await kept()).toEqual({ objects: 2, uploads: 0, rows: 2 })
})

async function collected(bytes: AsyncIterable<Buffer>) {
  const all: Buffer[] = []
  for await (const piece of bytes) all.push(piece)
  return all
}

it('nothing stays of one that breaks off, that its server refuses, or whose sender leaves', async () => {
  const { blobs, server, kept } = await open()
  async function* broken() {
    yield* pieces(7)
    expect(server.uploads.size).toBe(1)
    throw new Error('broken off')
  }
  await expect(blobs.write('file-1', broken())).rejects.toThrow('broken off')
  expect(await kept()).toEqual(NOTHING)

  server.meddle((request, response) => request.method === 'PUT' && !!response.writeHead(400).end())
  await expect(blobs.write('file-1', pieces(1))).rejects.toThrow('s3://kept/some/prefix answered 400.')
  expect(await kept()).toEqual(NOTHING)

  const leaving = new AbortController()
  server.meddle(({ method }) => {
    if (method !== 'PUT') return false
    leaving.abort(new Error('left'))
    return true
  })
  await expect(blobs.write('file-1', pieces(1), { signal: leaving.signal })).rejects.toThrow('left')
  expect(await kept()).toEqual(NOTHING)
})

it('gives up a server that does not answer, after it was asked three times', async () => {
  const methods: unknown[] = []
  const { blobs } = await open({
    answerMs: 1,
    async fetch(_address, init) {
      methods.push(init?.method)
      init?.signal?.throwIfAborted()
      return new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)),
      )
    },
  })
  await expect(blobs.write('file-1', pieces(1, 10))).rejects.toThrow('cannot be reached in time.')
  expect(methods.filter((method) => method === 'PUT')).toHaveLength(3)
})

it('what fails for a moment is asked again, and what was done and not heard of is done once', async () => {
  const { blobs, server, kept } = await open()
  let failures = 0
  server.meddle((_request, response) => (failures += 1) < 3 && !!response.writeHead(503).end())
  await blobs.write('file-1', pieces(1))
  const lost = new Set<string>()
  server.meddle(({ method, url = '' }) => {
    const isFirst = method === 'POST' && url.includes('uploadId') && !lost.has(url)
    lost.add(url)
    return isFirst && 'lost'
  })
  await blobs.write('file-2', pieces(6))
  expect(await kept()).toEqual({ objects: 2, uploads: 0, rows: 2 })
  expect((await bytesOf(await blobs.read('file-2'))).length).toBe(6 * PIECE)
})

it('a reader gets the rest where the line breaks, and hears where there is none', async () => {
  const { blobs, server, kept } = await open()
  await blobs.write('file-1', pieces(3))
  let breaks = 2
  server.meddle(({ method }, response) => {
    if (method !== 'GET' || (breaks -= 1) < 0) return false
    response.writeHead(breaks > 0 ? 200 : 206, { 'content-length': 3 * PIECE }).write(Buffer.alloc(9_000), () => {
      response.destroy()
    })
    return true
  })
  expect((await bytesOf(await blobs.read('file-1'))).subarray(2 * PIECE).equals(Buffer.alloc(PIECE, 2))).toBe(true)
  expect(breaks).toBeLessThan(0)
  server.meddle()
  const body = await blobs.read('file-1', { start: 0, end: 2 * PIECE })
  server.objects.clear()
  expect(await blobs.read('file-1')).toBeUndefined()
  await body?.cancel()
  await blobs.remove('file-1')
  expect(await kept()).toEqual(NOTHING)
})

it('what others left goes when nobody was at it for long, whether parts of it are there, or all', async () => {
  const { blobs, store, table, bucket, place, kept, later } = await open()
  const begin = async (id: string) => {
    const upload = await table.begin(id, 'bucket')
    const key = `embedded/${id}/${upload}`
    return { id, upload, key, uploadId: await bucket.beginParts(key) }
  }
  const [, slow] = [await begin('file-left'), await begin('file-slow')]
  const whole = { id: 'file-whole', upload: await table.begin('file-whole', 'bucket') }
  await place.write(whole, pieces(1))
  await blobs.write('file-owned', pieces(1))
  await store.files.insert(fileOf('file-owned'))
  await blobs.write('file-nobodys', pieces(1))
  expect(await kept()).toEqual({ objects: 3, uploads: 2, rows: 5 })
  await blobs.sweep()
  expect(await kept()).toEqual({ objects: 3, uploads: 2, rows: 5 })
  later(DAY_MS)
  await table.touch(slow.upload)
  later(DAY_MS / 2)
  await blobs.sweep()
  expect(await kept()).toEqual({ objects: 2, uploads: 1, rows: 3 })
  expect(await blobs.open()).toEqual(['file-nobodys'])
  await blobs.remove('file-nobodys')
  await bucket.remove('embedded/nothing')
  expect(await kept()).toEqual({ objects: 1, uploads: 1, rows: 2 })
})

it('lists all there is, and follows the clock of its server', async () => {
  const { bucket, blobs } = await open({ clock: () => Date.now() + 2 * 3_600_000 })
  for (const id of ['a', 'b', 'c', 'd', 'e']) await blobs.write(`file-${id}`, pieces(1, 3))
  const found: string[] = []
  for await (const page of bucket.list('embedded/')) found.push(...page.map(({ key, bytes }) => `${key[14]} ${bytes}`))
  expect(found).toEqual(['a 3', 'b 3', 'c 3', 'd 3', 'e 3'])
})

it.each<[string, (at: string) => Partial<BucketOptions>, string]>([
  ['no such bucket', (at) => addressed(at.replace('kept', 'lost')), 's3://lost/some/prefix is not there'],
  ['an unknown key', () => signing({ accessKeyId: 'OTHER' }), 'does not know the key in AWS_ACC'],
  ['another secret', () => signing({ secretAccessKey: 'no' }), 'AWS_SECRET_ACCESS_KEY is not that'],
  ['another region', (at) => addressed(`${at}&region=eu-north-1`), 'is in another region: set region=us-east-1'],
  ['nobody there', () => addressed('s3://kept?endpoint=http://127.0.0.1:9'), 's3://kept cannot be reached'],
])('says what is wrong, and no secret: %s', async (_name, optionsOf, message) => {
  const { server } = await open()
  const { bucket } = await openTestBucket({ touch: async () => undefined }, optionsOf(server.address))
  const error = await bucket.ping().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(BucketError)
  expect(String(error)).toContain(message)
  expect(JSON.stringify([error, String((error as Error).cause)])).not.toContain('secret')
})

const addressed = (address: string) => ({ address: readBucketAddress(address) })
