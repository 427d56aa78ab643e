// Copies for programs of ours that read bytes by a path, where these lie elsewhere.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isMissing } from './file-system'

/** What a program of ours has had for so long, it has left behind. */
const LEFT_MS = 24 * 3_600_000

/** `folder` is one of this machine; it is made when something lies in it. */
export const createScratch = (folder: string) => ({
  /** The copy lies there while `use` lasts. Of no bytes there is none. */
  async withCopy<T>(bytes: ReadableStream<Uint8Array> | undefined, use: (path: string) => Promise<T>): Promise<T> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, randomUUID())
    try {
      if (bytes) await copyTo(path, bytes)
      return await use(path)
    } finally {
      await rm(path, { force: true })
    }
  },

  /** Removes what earlier processes have left. */
  async removeLeft(): Promise<void> {
    const names = await readdir(folder).catch((error: unknown): string[] => {
      if (isMissing(error)) return []
      throw error
    })
    for (const name of names) {
      const path = join(folder, name)
      const left = await stat(path).catch(() => undefined)
      if (left && Date.now() - left.mtimeMs > LEFT_MS) await rm(path, { force: true })
    }
  },
})

const copyTo = (path: string, bytes: ReadableStream<Uint8Array>) =>
  pipeline(bytes as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>, createWriteStream(path, { mode: 0o600 }))
