// Files: a row in the store and bytes beside it. The bytes come first and go last, so that a row always has them; bytes
// without a row are nobody's, and go at the next start.
import type { StoredFile } from '@/lib/protocol/file'
import type { Blobs, Written } from '@/lib/backend/blobs/blobs'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { Changes } from '@/lib/backend/log/changes'
import type { Store, Tables } from '@/lib/backend/store/store'
import { imageTypeOf, type ImageType, MAX_IMAGE_BYTES } from './image-type'

/** How often files whose time is up are removed, in milliseconds. Nobody sees them meanwhile. */
const EXPIRY_EVERY_MS = 60_000

/** What the wire calls a file that a tool has made. */
type OwnPurpose = 'assistants_output'

interface NewFile {
  readonly filename: string
  readonly purpose: StoredFile['purpose']
  /** Without it the file stays until it is deleted, or as long as files of its purpose do. */
  readonly expiresAfterSeconds?: number | undefined
}

/** Bytes that are stored under the id of a file to be. */
export interface Received extends Written {
  readonly id: string
}

export type Files = ReturnType<typeof createFiles>

interface FilesOptions {
  readonly store: Store
  readonly blobs: Blobs
  /** The most that an upload may have. */
  readonly maxFileBytes: number
  readonly clock: Clock
  readonly ids: Ids
  /** Told of each file that comes or goes. */
  readonly changes: Pick<Changes, 'publish'>
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}

export function createFiles({ store, blobs, maxFileBytes, clock, ids, changes, report }: FilesOptions) {
  const tell = (verb: 'put' | 'deleted', id: string) =>
    changes.publish({ kind: 'file', verb, id, thread_id: null, status: null })
  /** Bytes that cannot be removed now have no row any more: the next start removes them. */
  const discard = (id: string) =>
    blobs.remove(id).catch((error: unknown) => report(`The bytes of file ${id} could not be removed.`, error))

  async function receive(bytes: AsyncIterable<Uint8Array>, maxBytes = Infinity): Promise<Received> {
    const id = ids('file-')
    return { id, ...(await blobs.write(id, bytes, { maxBytes })) }
  }

  /** Throws where its row cannot be stored; its bytes are the caller's to discard then. */
  async function insert(tables: Pick<Tables, 'files'>, { id, bytes }: Received, file: NewFile): Promise<StoredFile> {
    const { filename, purpose, expiresAfterSeconds = lifetimes[purpose] } = file
    const created_at = toSeconds(clock())
    const expiry = expiresAfterSeconds !== undefined && { expires_at: created_at + expiresAfterSeconds }
    const stored = { id, object: 'file', bytes, created_at, ...expiry, filename, purpose, status: 'processed' } as const
    await tables.files.insert(stored)
    return stored
  }

  /** What its first bytes show it to be; undefined for what is no image that models read, or too large a one. */
  async function imageType(id: string): Promise<ImageType | undefined> {
    const size = await blobs.size(id)
    if (size === undefined || size > MAX_IMAGE_BYTES) return undefined
    return imageTypeOf(await headOf(blobs, id))
  }

  async function deleteExpired() {
    for (let over = await store.files.expired(); over.length > 0; over = await store.files.expired()) {
      for (const id of over) {
        await store.files.remove(id)
        tell('deleted', id)
        await discard(id)
      }
    }
  }
  const cleaning = createCleaning(deleteExpired, report)

  return {
    maxFileBytes,
    discard,
    /** Tells of what the caller has done in a transaction of its own. */
    tell,
    receive,
    insert,
    bytes: blobs,

    /** A file that a tool of ours has made. Throws where it cannot be stored, and nothing stays of it then. */
    async create({
      filename,
      purpose,
      bytes,
    }: {
      filename: string
      purpose: OwnPurpose
      bytes: AsyncIterable<Uint8Array>
    }) {
      const received = await receive(bytes)
      try {
        const file = await store.transaction((tables) => insert(tables, received, { filename, purpose }))
        tell('put', file.id)
        return file
      } catch (error) {
        await discard(received.id)
        throw error
      }
    },

    /** False when there was none. */
    async remove(id: string): Promise<boolean> {
      const file = await store.files.get(id)
      if (!file || !(await store.files.remove(id))) return false
      tell('deleted', id)
      await discard(id)
      return true
    },

    imageType,

    /** An image as a `data:` address; undefined for what is none, and where its file is gone. */
    async imageUrl(id: string): Promise<string | undefined> {
      const type = (await store.files.get(id)) && (await imageType(id))
      const body = type && (await blobs.read(id))
      if (!body) return undefined
      return `data:${type};base64,${Buffer.from(await new Response(body).arrayBuffer()).toString('base64')}`
    },

    /** To be called before the first request: what earlier processes left goes, while requests are answered already. */
    async open() {
      const left = await blobs.open()
      cleaning.begin(async () => {
        const rows = await store.files.rows(left)
        for (const id of left) if (!rows.has(id)) await discard(id)
      })
    },

    /** Removes no more. */
    close: cleaning.end,
  }
}

/** How long files of a purpose stay that were uploaded without saying it, in seconds. */
const lifetimes: Readonly<Record<string, number>> = { batch: 2_592_000 }

const HEAD_BYTES = 16

async function headOf(blobs: Blobs, id: string): Promise<Uint8Array> {
  const body = await blobs.read(id, { start: 0, end: HEAD_BYTES - 1 })
  return body ? new Uint8Array(await new Response(body).arrayBuffer()) : new Uint8Array()
}

/** Cleans once as `begin` is told, then again and again, one after the other, until the end. */
function createCleaning(clean: () => Promise<void>, report: FilesOptions['report']) {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  let underway = Promise.resolve()
  const next = (work: () => Promise<void>) => {
    underway = underway
      .then(async () => (isOver ? undefined : work()))
      .catch((error: unknown) => report('Files that nobody needs could not be removed.', error))
  }
  return {
    begin(first: () => Promise<void>) {
      next(first)
      next(clean)
      timer = setInterval(() => next(clean), EXPIRY_EVERY_MS)
      timer.unref()
    },
    end() {
      isOver = true
      clearInterval(timer)
      return underway
    },
  }
}
