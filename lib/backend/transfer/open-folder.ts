import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BundleFiles, MAX_FILE_BYTES, rootOf, TooLargeError } from './bundle-files'

export interface FolderFiles extends BundleFiles {
  /** Where a file lies. */
  pathOf(name: string): string
}

/** The files of an export that lies in a folder. Links are not followed. Throws `SourceError` where it is none. */
export async function openFolder(folder: string): Promise<FolderFiles> {
  const top = await namesIn(folder, '')
  const below = await Promise.all(top.folders.map((name) => namesIn(folder, name)))
  const deeper = below.flatMap(({ folders }) => folders.filter((name) => name.endsWith('/threads')))
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
    close: async () => {},
  }
}

async function namesIn(folder: string, below: string) {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const path = (name: string) => (below === '' ? name : `${below}/${name}`)
  return {
    files: entries.filter((entry) => entry.isFile()).map(({ name }) => path(name)),
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => path(name)),
  }
}
