// The vector stores of an export. Their chunks are no part of it: they are made again from the files.
import type { Store } from '@/lib/backend/store/store'
import { filesOfStore } from './laid-store'
import { PLACEHOLDER, type Placeholder } from './placeholder'
import type { Raw } from './unit'

const PAGE = { limit: 100, order: 'asc' } as const

interface StoresToExport {
  readonly store: Store
  /** Null exports all of them. */
  readonly ids: ReadonlySet<string> | null
  /** Told of the files in them. */
  readonly onFile: (id: string) => void
}

/** What describes them with the list of their files; and those of which nothing but a description ever came here. */
export async function* storesIn({ store, ids, onFile }: StoresToExport): AsyncGenerator<Raw> {
  for await (const id of ids ?? idsOf(store)) {
    const row = await store.vectorStores.get(id)
    if (!row) continue
    const files = (await filesOfStore(store, id)).map(
      ({ object, created_at, vector_store_id, chunking_strategy, attributes, ...file }) => {
        onFile(file.id)
        return { id: file.id, object, created_at, vector_store_id, chunking_strategy, attributes }
      },
    )
    yield { ...row.store, ...(row.isExpired && { status: 'expired' }), playground: { files } }
  }
  for (const { id, document } of await store.records.list(PLACEHOLDER.vector_store)) {
    if ((ids?.has(id) ?? true) && !(await store.vectorStores.get(id))) yield (document as Placeholder).document
  }
}

async function* idsOf(store: Store): AsyncGenerator<string> {
  for (let after: string | undefined, hasMore = true; hasMore;) {
    const page = await store.vectorStores.list({ ...PAGE, after })
    for (const row of page.data) yield row.store.id
    after = page.data.at(-1)?.store.id
    hasMore = page.hasMore
  }
}
