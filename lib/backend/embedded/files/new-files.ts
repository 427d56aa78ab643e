import type { StoredFile } from '@/lib/protocol/file'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Written } from '@/lib/backend/blobs/measure'
import { type Clock, toSeconds } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { Store, Tables } from '@/lib/backend/store/store'

interface NewFile {
  readonly filename: string
  readonly purpose: StoredFile['purpose']
  /** Without it the file stays until it is deleted, or as long as files of its purpose do. */
  readonly expiresAfterSeconds?: number | undefined
}

/** A file that a tool of ours has made. */
interface MadeFile {
  readonly filename: string
  readonly purpose: 'assistants_output'
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Bytes that are stored under the id of a file to be. */
export interface Received extends Written {
  readonly id: string
}

interface NewFilesOptions {
  readonly store: Store
  readonly blobs: Blobs
  readonly clock: Clock
  readonly ids: Ids
  /** Removes bytes that got no row. Never throws. */
  readonly discard: (id: string) => Promise<void>
  /** Called when a file was stored. */
  readonly onStored: (id: string) => void
}

/** How long files of a purpose stay that were uploaded without saying it, in seconds. */
const lifetimes: Readonly<Record<string, number>> = { batch: 2_592_000 }

/** Stores files: their bytes first, then their row. */
export function createNewFiles({ store, blobs, clock, ids, discard, onStored }: NewFilesOptions) {
  /** Nothing stays when it throws: what the bytes throw, what the disk says, or `TooManyBytesError`. */
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

  /** Throws where it cannot be stored, and nothing stays of it then. */
  async function create({ bytes, ...file }: MadeFile): Promise<StoredFile> {
    const received = await receive(bytes)
    try {
      const stored = await store.transaction((tables) => insert(tables, received, file))
      onStored(stored.id)
      return stored
    } catch (error) {
      await discard(received.id)
      throw error
    }
  }

  return { receive, insert, create }
}
