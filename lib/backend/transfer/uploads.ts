// Uploaded files, until they are imported: where each instance that may import them reaches them.
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SourceAwayError } from './ask-source'
import type { FileRoom } from './held-bytes'
import type { FileSource, Job } from './transfer-job'

/** A transfer whose source is a file, or a folder. */
type FileJob = Pick<Job, 'id' | 'to'> & { readonly source: FileSource }

export interface Uploads {
  /** Keeps what was just received under `path`, where it may stay. */
  keep(job: FileJob): Promise<void>
  /** Where it lies until it is closed. Throws `SourceAwayError` where this instance does not reach it. */
  open(job: FileJob): Promise<{ readonly path: string; close(): Promise<void> }>
  /** Only files that were sent here are removed: others belong to somebody. */
  remove(job: FileJob): Promise<void>
}

const isSentHere = (folder: string, { id, source }: FileJob) => source.path === join(folder, id)

/** They stay where they were received: one process imports them. */
export const createUploads = (folder: string): Uploads => ({
  keep: async () => undefined,
  open: async ({ source }) => ({ path: source.path, close: async () => undefined }),
  async remove(job) {
    if (isSentHere(folder, job)) await rm(job.source.path, { force: true })
  },
})

/** They lie with the bytes of files, under the transfer's id; in the folder is what this instance reads. */
export const createSharedUploads = (folder: string, roomOf: (connection: string) => FileRoom): Uploads => ({
  async keep({ id, to, source }) {
    await roomOf(to).bytes.write(id, createReadStream(source.path))
    await rm(source.path, { force: true })
  },

  async open(job) {
    const { id, to, source } = job
    const bytes = await roomOf(to).bytes.read(id)
    if (!bytes) {
      // One that was sent by an earlier version.
      if (await isThere(source.path)) return { path: source.path, close: async () => undefined }
      throw new SourceAwayError('The file is not there any more. Send it again: what was imported is not doubled.')
    }
    const path = join(folder, `${id}.${randomUUID()}`)
    const close = () => rm(path, { force: true })
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    try {
      const pieces = bytes as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>
      await pipeline(pieces, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
      return { path, close }
    } catch (error) {
      await close()
      throw error
    }
  },

  async remove(job) {
    await roomOf(job.to).bytes.remove(job.id)
    if (isSentHere(folder, job)) await rm(job.source.path, { force: true })
  },
})

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
