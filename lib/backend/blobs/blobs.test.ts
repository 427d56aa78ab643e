import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createBlobs, TooManyBytesError } from './blobs'

async function open() {
  const root = await mkdtemp(join(tmpdir(), 'playground-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const folder = join(root, 'blobs', 'one')
  return { folder, blobs: createBlobs(folder), names: () => readdir(folder).catch(() => []) }
}

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}

const textOf = async (body: ReadableStream<Uint8Array> | undefined) => body && new Response(body).text()

it('keeps bytes under their id, for this user only', async () => {
  const { folder, blobs } = await open()
  const sha256 = 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'
  expect(await blobs.write('file-1', pieces('hello ', '', 'world'))).toEqual({ bytes: 11, sha256 })
  expect(await textOf(await blobs.read('file-1'))).toBe('hello world')
  expect(await textOf(await blobs.read('file-1', { start: 4, end: 6 }))).toBe('o w')
  expect(await blobs.size('file-1')).toBe(11)
  if (process.platform !== 'win32') {
    expect((await stat(blobs.path('file-1'))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  }
  await blobs.remove('file-1')
  await blobs.remove('file-1')
  expect([await blobs.read('file-1'), await blobs.size('file-1')]).toEqual([undefined, undefined])
})

it('keeps nothing of what could not be written whole', async () => {
  const { blobs, names } = await open()
  await expect(blobs.write('file-1', pieces('hello', 'world'), { maxBytes: 9 })).rejects.toThrow(TooManyBytesError)
  async function* broken() {
    yield Buffer.from('hello')
    throw new Error('broken off')
  }
  await expect(blobs.write('file-2', broken())).rejects.toThrow('broken off')
  const signal = AbortSignal.abort(new Error('no more'))
  await expect(blobs.write('file-3', pieces('hello'), { signal })).rejects.toThrow('no more')
  expect(await names()).toEqual([])
})

it('removes at the start what was left half written, and tells what is whole', async () => {
  const { folder, blobs, names } = await open()
  expect(await blobs.open()).toEqual([])
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'file-1.part'), 'hel')
  await writeFile(join(folder, 'file-2'), 'hello')
  expect(await blobs.open()).toEqual(['file-2'])
  expect(await names()).toEqual(['file-2'])
})

it('takes no id that leads out of its folder', async () => {
  const { blobs } = await open()
  for (const id of ['../file-1', 'a/b', '', 'file-1.part', '.']) expect(() => blobs.path(id)).toThrow('No bytes')
})

it('lets a file go when its reader leaves, and when all is read', async () => {
  const { blobs } = await open()
  await blobs.write('file-1', pieces('x'.repeat(1_000_000)))
  const body = await blobs.read('file-1')
  const reader = body!.getReader()
  expect((await reader.read()).value).toHaveLength(262_144)
  await reader.cancel()
  expect((await textOf(await blobs.read('file-1')))?.length).toBe(1_000_000)
})
