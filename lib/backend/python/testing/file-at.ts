import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { MountedFile } from '../cell-result'

/** A file of the disk, or none, as sessions mount files. */
export const fileAt = ({ id, name, path }: { id: string; name: string; path: string }): MountedFile => ({
  ...{ id, name },
  size: async () => (await stat(path).catch(() => undefined))?.size,
  read: async () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
})
