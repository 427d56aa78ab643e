import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BundleFiles, MAX_FILE_BYTES, rootOf, TooLargeError } from './bundle-files'
import { LackError } from './unit'

export interface FolderFiles extends BundleFiles {
  /** Where a file lies. */
  pathOf(name: string): string
}

/** The files of an export that lies in a folder. Links are not followed. Throws `SourceError` where it is none. */
export async function openFolder(folder: string): Promise<FolderFiles> {
  const top = await namesIn(folder, '')
  const below = await Promise.all(top.folders.map((name) => namesIn(folder, name)))
  const deeper = below.flatMap(({ folders }) => folders.filter((name) => /\/(?:threads|files)$/.test(name)))
  const deepest = await Promise.all(deeper.map((name) => namesIn(folder, name)))
  const all = [top, ...below, ...deepest].flatMap(({ files }) => files)
  const root = rootOf(all)
  const pathOf = (name: string) => join(folder, root, name)
  return {
    pathOf,
    names: all.flatMap((name) => (name.startsWith(root) ? [name.slice(root.length)] : [])),
    async read(name) {
      const path = pathOf(name)
      const { size } = await stat(path)
      if (size > MAX_FILE_BYTES) throw new TooLargeError(name, size)
      return readFile(path, 'utf8')
    },
    sizeOf: async (name) => (await stat(pathOf(name))).size,
    bytesOf: (name) => bytesIn(pathOf(name)),
    close: async () => {},
  }
}

async function* bytesIn(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw new LackError(`its bytes cannot be read: ${wordsOf(error)}`, { cause: error })
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function namesIn(folder: string, below: string) {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const path = (name: string) => (below === '' ? name : `${below}/${name}`)
  return {
    files: entries.filter((entry) => entry.isFile()).map(({ name }) => path(name)),
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => path(name)),
  }
}
