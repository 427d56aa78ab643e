// Bytes of files, each under its id in a folder of its connection. They lie there whole or not at all, never change,
// and are read and written without being held in memory. Who has a row of them is the store's to say.
import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, syncFolder } from './file-system'
import { type ByteRange, readRange } from './read-range'

/** What was written. */
export interface Written {
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

interface WriteOptions {
  /** Beyond so many bytes it throws `TooManyBytesError`. */
  readonly maxBytes?: number | undefined
  /** Ends the writing with its reason. */
  readonly signal?: AbortSignal | undefined
}

export interface Blobs {
  /**
   * Stores the bytes durably under an id that has none. Nothing stays when it throws: what the bytes throw, what the
   * disk says, or `TooManyBytesError`.
   */
  write(id: string, bytes: AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<Written>
  /** The bytes as they are taken, or those of a range that lies within them; undefined where there are none. */
  read(id: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>
  /** How many there are; undefined where there are none. */
  size(id: string): Promise<number | undefined>
  /** Nothing happens where there are none. */
  remove(id: string): Promise<void>
  /** Where the bytes lie, for programs of ours that read them themselves. */
  path(id: string): string
  /**
   * To be called at the start, before anything is written: removes what an earlier process left half written. Returns
   * the ids of what is there whole.
   */
  open(): Promise<readonly string[]>
}

/** There were more bytes than may be written. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
  constructor(readonly maxBytes: number) {
    super(`There are more than ${maxBytes} bytes.`)
  }
}

/** Behind the name of what is being written. Ids have no dots. */
const HALF = '.part'

/** Of what is written for a user nobody else of the machine reads anything. */
const PRIVATE = { folder: 0o700, file: 0o600 }

/** Clients name what they like: of what cannot be an id there are no bytes. */
const isId = (id: string) => /^[\w-]{1,128}$/.test(id)

/** `folder` is made when something is written. Throws for an id that could lead out of it. */
export function createBlobs(folder: string): Blobs {
  const path = (id: string) => {
    if (!isId(id)) throw new Error(`No bytes are kept under the id ${JSON.stringify(id)}.`)
    return join(folder, id)
  }

  return {
    path,

    async write(id, bytes, options = {}) {
      const whole = path(id)
      const half = `${whole}${HALF}`
      await mkdir(folder, { recursive: true, mode: PRIVATE.folder })
      const file = await open(half, 'wx', PRIVATE.file)
      let written = half
      try {
        const told = await fill(file, bytes, options)
        await rename(half, whole)
        written = whole
        await syncFolder(folder)
        return told
      } catch (error) {
        await rm(written, { force: true })
        throw error
      }
    },

    async read(id, range) {
      if (!isId(id)) return undefined
      const file = await open(path(id), 'r').catch(unlessMissing)
      return file && readRange(file, range)
    },

    async size(id) {
      if (!isId(id)) return undefined
      return (await stat(path(id)).catch(unlessMissing))?.size
    },

    remove: (id) => rm(path(id), { force: true }),

    async open() {
      const names = (await readdir(folder).catch(unlessMissing)) ?? []
      const halves = names.filter((name) => name.endsWith(HALF))
      for (const name of halves) await rm(join(folder, name), { force: true })
      return names.filter((name) => /^[\w-]{1,128}$/.test(name))
    },
  }
}

/** Writes the bytes as they come, no faster than the disk takes them, and down to the disk. Closes the file. */
async function fill(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes = Infinity, signal }: WriteOptions,
): Promise<Written> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const piece of bytes) {
      signal?.throwIfAborted()
      size += piece.length
      if (size > maxBytes) throw new TooManyBytesError(maxBytes)
      hash.update(piece)
      await writeAll(file, piece)
    }
    signal?.throwIfAborted()
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes: size, sha256: hash.digest('hex') }
}

/** A disk that is nearly full takes a part of a piece first. */
async function writeAll(file: FileHandle, piece: Uint8Array) {
  for (let at = 0; at < piece.length;) {
    const { bytesWritten } = await file.write(piece, at)
    at += bytesWritten
  }
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error
}
