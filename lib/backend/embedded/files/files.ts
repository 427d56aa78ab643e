// Files: a row in the store and bytes beside it. The bytes come first and go last, so that a row always has them; bytes
// without a row are nobody's, and go at the next start.
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Clock } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { Store } from '@/lib/backend/store/store'
import { createCleaning } from './cleaning'
import { createFileTexts } from './file-texts'
import { createImages } from './images'
import { createNewFiles } from './new-files'

export type Files = ReturnType<typeof createFiles>

interface FilesOptions {
  readonly store: Store
  readonly blobs: Blobs
  /** The most that an upload may have. */
  readonly maxFileBytes: number
  readonly clock: Clock
  readonly ids: Ids
  /** Called when a file was stored. */
  readonly onStored: (id: string) => void
  /** Called when a file is not there any more, nor in these vector stores, and before its bytes go. */
  readonly onRemoved: (id: string, storeIds: readonly string[]) => void
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}

export function createFiles({ store, blobs, maxFileBytes, clock, ids, onStored, onRemoved, report }: FilesOptions) {
  /** Bytes that cannot be removed now have no row any more: the next start removes them. */
  const discard = (id: string) =>
    blobs.remove(id).catch((error: unknown) => report(`The bytes of file ${id} could not be removed.`, error))

  /** False when there was none. Both go at once: no vector store has a file that is not there. */
  async function removeRow(id: string): Promise<boolean> {
    const storeIds = await store.transaction(async (tables) =>
      (await tables.files.remove(id)) ? tables.vectorStoreFiles.removeEverywhere(id) : undefined,
    )
    if (!storeIds) return false
    onRemoved(id, storeIds)
    texts.forget(id)
    await discard(id)
    return true
  }

  async function clean() {
    for (let over = await store.files.expired(); over.length > 0; over = await store.files.expired()) {
      for (const id of over) await removeRow(id)
    }
    await blobs.sweep()
  }
  const texts = createFileTexts(blobs)
  let swept = Promise.resolve()
  const cleaning = createCleaning({ clean, report })

  return {
    ...createNewFiles({ store, blobs, clock, ids, discard, onStored }),
    ...createImages(store, blobs),
    bytes: blobs,
    texts,
    maxFileBytes,
    discard,
    /** To be told when a file was stored that was inserted. */
    stored: onStored,

    /** False when there was none. */
    async remove(id: string): Promise<boolean> {
      return (await store.files.get(id)) !== undefined && removeRow(id)
    },

    /** To be called before the first request: what earlier processes left goes, while requests are answered already. */
    async open() {
      const left = await blobs.open()
      swept = cleaning.begin(async () => {
        const rows = await store.files.rows(left)
        for (const id of left) if (!rows.has(id)) await discard(id)
      })
    },

    /** When what earlier processes left is gone: bytes that get their row later would go with it. */
    swept: () => swept,

    /** Removes no more. */
    close: cleaning.end,
  }
}
