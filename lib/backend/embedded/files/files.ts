// Files: a row in the store and bytes beside it. The bytes come first and go last, so that a row always has them; bytes
// without a row are nobody's, and go at the next start.
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Clock } from '@/lib/backend/clock'
import type { Ids } from '@/lib/backend/ids'
import type { Store } from '@/lib/backend/store/store'
import { createCleaning } from './cleaning'
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
  /** Called when a file was stored, or is not there any more and before its bytes go. */
  readonly onChange: (verb: 'put' | 'deleted', id: string) => Promise<void>
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}

export function createFiles({ store, blobs, maxFileBytes, clock, ids, onChange, report }: FilesOptions) {
  /** Bytes that cannot be removed now have no row any more: the next start removes them. */
  const discard = (id: string) =>
    blobs.remove(id).catch((error: unknown) => report(`The bytes of file ${id} could not be removed.`, error))

  const stored = (id: string) => onChange('put', id)

  async function deleteExpired() {
    for (let over = await store.files.expired(); over.length > 0; over = await store.files.expired()) {
      for (const id of over) {
        await store.files.remove(id)
        await onChange('deleted', id)
        await discard(id)
      }
    }
  }
  let swept = Promise.resolve()
  const cleaning = createCleaning({ clean: deleteExpired, report })

  return {
    ...createNewFiles({ store, blobs, clock, ids, discard, onStored: stored }),
    ...createImages(store, blobs),
    bytes: blobs,
    maxFileBytes,
    discard,
    /** To be told when a file was stored that was inserted. */
    stored,

    /** False when there was none. */
    async remove(id: string): Promise<boolean> {
      const file = await store.files.get(id)
      if (!file || !(await store.files.remove(id))) return false
      await onChange('deleted', id)
      await discard(id)
      return true
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
