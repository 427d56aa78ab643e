import type { FileCounts, StoreExpiry, VectorStore } from '@/lib/protocol/vector-store'
import type { ListQuery } from '@/lib/protocol/list'
import type { Placement } from './placement'
import type { Page } from './page'

/** What of a vector store is written down; the rest of the wire's object is counted. */
export interface StoredVectorStore extends Pick<VectorStore, 'id' | 'object' | 'created_at' | 'name' | 'metadata'> {
  readonly description?: string
  readonly expires_after: StoreExpiry | null
}

/** A vector store with what is known beside it. Times are Unix milliseconds. */
export interface VectorStoreRow {
  readonly store: StoredVectorStore
  /** By which what is indexed names it. */
  readonly number: number
  readonly lastActiveMs: number
  readonly expiresMs: number | null
  /** Its time was up once: nothing in it is indexed any more. */
  readonly isExpired: boolean
  readonly counts: FileCounts
  readonly usageBytes: number
}

export interface VectorStoreTable {
  insert(store: StoredVectorStore, placement: Placement & { readonly atMs: number }): Promise<void>
  get(id: string): Promise<VectorStoreRow | undefined>
  list(query: ListQuery): Promise<Page<VectorStoreRow>>
  /** Replaces what is written down; false when there is none. */
  put(store: StoredVectorStore): Promise<boolean>
  /** Removes it with its files and batches; false when there was none. What was indexed stays for `chunks`. */
  remove(id: string): Promise<boolean>
  /** Marks that it is used, which puts off its end; false where it has come to it, and where there is none. */
  touch(id: string, atMs: number): Promise<boolean>
  /** Marks those whose time is up, and names them. */
  expire(nowMs: number): Promise<readonly string[]>
}
