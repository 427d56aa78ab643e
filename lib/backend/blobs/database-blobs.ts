// Bytes of files in the database, for instances that share no disk.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FileBytesTable } from '@/lib/backend/store/file-bytes-table'
import { isId, requireId } from './blob-id'
import type { Blobs } from './blobs'
import { isMissing } from './file-system'
import { createMeasure } from './measure'
import type { ByteRange } from './read-range'

/** How many bytes a row has: what is held in memory for a file that is written or read. */
const PIECE = 256 * 1024

/** What a program of ours has had for so long, it has left behind. */
const LEFT_MS = 24 * 3_600_000

/** `scratch` is a folder of this machine, where copies lie for as long as programs of ours read them. */
export const createDatabaseBlobs = (table: FileBytesTable, scratch: string): Blobs => ({
  async write(id, bytes, options = {}) {
    const upload = await table.begin(requireId(id))
    try {
      const measure = createMeasure(options)
      let number = 0
      for await (const piece of inPieces(bytes, measure.take))
        await table.append(upload, { number: number++, bytes: piece })
      const written = measure.end()
      await table.finish(upload, written.bytes)
      return written
    } catch (error) {
      // Where the database is away, too, it is swept later; what went wrong first is the reason.
      await table.abandon(upload).catch(() => undefined)
      throw error
    }
  },

  async read(id, range) {
    const found = isId(id) ? await table.find(id) : undefined
    return found && readPieces(table, found, range)
  },

  size: async (id) => (isId(id) ? (await table.find(id))?.size : undefined),
  remove: (id) => table.remove(id),

  async withPath(id, use) {
    await mkdir(scratch, { recursive: true, mode: 0o700 })
    const path = join(scratch, randomUUID())
    try {
      const found = await table.find(requireId(id))
      if (found) await copyTo(path, readPieces(table, found))
      return await use(path)
    } finally {
      await rm(path, { force: true })
    }
  },

  sweep: table.sweep,

  async open() {
    await removeLeft(scratch)
    await table.sweep()
    return table.unowned()
  },
})

/** As rows have them, whatever they come in. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>, take: (piece: Uint8Array) => void) {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    take(piece)
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + PIECE - length)
      waiting.push(part)
      length += part.length
      at += part.length
      if (length < PIECE) continue
      yield Buffer.concat(waiting)
      waiting = []
      length = 0
    }
  }
  if (length > 0) yield Buffer.concat(waiting)
}

interface Found {
  readonly upload: string
  readonly size: number
}

/** Piece by piece as they are taken. It breaks off where they are removed meanwhile. */
function readPieces(table: FileBytesTable, { upload, size }: Found, range?: ByteRange): ReadableStream<Uint8Array> {
  let at = range?.start ?? 0
  const end = Math.min(size, range === undefined ? size : range.end + 1)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at < end) {
          const from = at % PIECE
          const length = Math.min(PIECE - from, end - at)
          const bytes = await table.read(upload, { number: Math.floor(at / PIECE), from, length })
          if (bytes?.length !== length) throw new Error('The bytes were removed while they were read.')
          at += length
          controller.enqueue(bytes)
        }
        if (at >= end) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

const copyTo = (path: string, bytes: ReadableStream<Uint8Array>) =>
  pipeline(bytes as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>, createWriteStream(path, { mode: 0o600 }))

async function removeLeft(scratch: string) {
  const names = await readdir(scratch).catch((error: unknown): string[] => {
    if (isMissing(error)) return []
    throw error
  })
  for (const name of names) {
    const path = join(scratch, name)
    const left = await stat(path).catch(() => undefined)
    if (left && Date.now() - left.mtimeMs > LEFT_MS) await rm(path, { force: true })
  }
}
