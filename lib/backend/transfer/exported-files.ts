// The files of an export: what describes them, and their bytes.
import type { StoredFile } from '@/lib/protocol/file'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Store } from '@/lib/backend/store/store'
import { PLACEHOLDER, type Placeholder } from './placeholder'
import type { Raw } from './unit'

const PAGE = { limit: 100, order: 'asc' } as const

export interface FilesToExport {
  readonly store: Store
  /** Null exports all files. */
  readonly ids: ReadonlySet<string> | null
}

/** Those that are here. */
export async function* filesIn({ store, ids }: FilesToExport): AsyncGenerator<StoredFile> {
  if (ids) {
    for (const id of ids) {
      const file = await store.files.get(id)
      if (file) yield file
    }
    return
  }
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.files.list({ ...PAGE, after })
    yield* page.data
    after = page.data.at(-1)?.id
    hasMore = page.hasMore
  }
}

/** What describes them: of those that are here, and of those of which nothing else came here. */
export async function* describedIn(asked: FilesToExport): AsyncGenerator<Raw> {
  const { store, ids } = asked
  for await (const file of filesIn(asked)) yield { ...file }
  for (const { id, document } of await store.records.list(PLACEHOLDER.file)) {
    const isAsked = ids?.has(id) ?? true
    if (isAsked && !(await store.files.get(id))) yield (document as Placeholder).document
  }
}

/** What describes a file that is here, or came as a description. */
export async function describedFile(store: Store, id: string): Promise<Raw | undefined> {
  const file = await store.files.get(id)
  if (file) return { ...file }
  return ((await store.records.get(PLACEHOLDER.file, id)) as Placeholder | undefined)?.document
}

export interface FileSizes {
  readonly files: number
  readonly bytes: number
}

/** How many files, with how many bytes, an export would have. */
export async function sizeOf(asked: FilesToExport): Promise<FileSizes> {
  let [files, bytes] = [0, 0]
  for await (const file of filesIn(asked)) {
    files += 1
    bytes += file.bytes
  }
  return { files, bytes }
}

/** The bytes of a file that is here, as they are taken; undefined where there are none. */
export const bytesOf = (blobs: Pick<Blobs, 'read'>, id: string) =>
  blobs.read(id) as Promise<(ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) | undefined>
