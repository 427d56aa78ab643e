// Bytes of files, each under its id: here in a folder of its connection. They lie there whole or not at all, never
// change, and are read and written without being held in memory. Who has a row of them is the store's to say.
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isId, requireId } from './blob-id'
import { isMissing, syncFolder } from './file-system'
import { createMeasure, expectSame, type WriteOptions, type Written } from './measure'
import { type ByteRange, readRange } from './read-range'

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
  /** Where the bytes lie while `use` lasts, for programs of ours that read them themselves. There may be none. */
  withPath<T>(id: string, use: (path: string) => Promise<T>): Promise<T>
  /** Removes what was never finished, and by its age never will be. */
  sweep(): Promise<void>
  /**
   * To be called at the start, before anything is written: removes what an earlier process left half written. Returns
   * the ids of what is there whole and may have no file.
   */
  open(): Promise<readonly string[]>
}

/** Behind the name of what is being written. Ids have no dots. */
const HALF = '.part'

/** Of what is written for a user nobody else of the machine reads anything. */
const PRIVATE = { folder: 0o700, file: 0o600 }

/** `folder` is made when something is written. Throws for an id that could lead out of it. */
export function createBlobs(folder: string): Blobs {
  const path = (id: string) => join(folder, requireId(id))

  return {
    async write(id, bytes, options = {}) {
      const whole = path(id)
      const half = `${whole}${HALF}`
      await mkdir(folder, { recursive: true, mode: PRIVATE.folder })
      const file = await open(half, 'wx', PRIVATE.file)
      let written = half
      try {
        const told = await fill(file, bytes, options)
        if (options.isCompared) await expectSame(readRange(await open(half, 'r')), told)
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
    withPath: async (id, use) => use(path(id)),
    // Of what is underway the process knows that it is: only an earlier one can have left something.
    sweep: async () => undefined,

    async open() {
      const names = (await readdir(folder).catch(unlessMissing)) ?? []
      const halves = names.filter((name) => name.endsWith(HALF))
      for (const name of halves) await rm(join(folder, name), { force: true })
      return names.filter(isId)
    },
  }
}

/** Writes the bytes as they come, no faster than the disk takes them, and down to the disk. Closes the file. */
async function fill(file: FileHandle, bytes: AsyncIterable<Uint8Array>, options: WriteOptions): Promise<Written> {
  const measure = createMeasure(options)
  try {
    for await (const piece of bytes) {
      measure.take(piece)
      await writeAll(file, piece)
    }
    const written = measure.end()
    await file.sync()
    return written
  } finally {
    await file.close()
  }
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
