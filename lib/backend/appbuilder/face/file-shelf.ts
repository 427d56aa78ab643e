import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps bytes by id. */
export interface FileShelf {
  put(id: string, bytes: Uint8Array): Promise<void>
  get(id: string): Promise<Uint8Array<ArrayBuffer>>
  /** Removing what is not there is no error. */
  remove(id: string): Promise<void>
}

/** A folder with a file an id. A file is there whole or not at all. */
export function createFileShelf(folder: string): FileShelf {
  const pathOf = (id: string) => {
    if (!/^file-\d+$/.test(id)) throw new Error(`Not an id of a file: ${id}`)
    return join(folder, id)
  }
  return {
    async put(id, bytes) {
      const path = pathOf(id)
      const part = `${path}.${randomUUID()}.part`
      await mkdir(folder, { recursive: true })
      await writeFile(part, bytes, { flush: true })
      await rename(part, path)
    },
    get: async (id) => new Uint8Array(await readFile(pathOf(id))),
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}
