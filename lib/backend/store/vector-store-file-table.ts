import type { ListQuery } from '@/lib/protocol/list'
import type { FileCounts, StoreFileError, StoreFileState, VectorStoreFile } from '@/lib/protocol/vector-store'
import type { Page } from './page'

/** A file in a vector store. */
export interface VectorStoreFileRow {
  readonly file: VectorStoreFile
  readonly batchId: string | null
  /** By which what is indexed names it; another each time it is to be indexed. */
  readonly number: number
}

export interface IndexOutcome {
  readonly state: Exclude<StoreFileState, 'in_progress'>
  readonly usageBytes: number
  readonly error: StoreFileError | null
}

export interface StoreFileQuery extends ListQuery {
  readonly filter?: StoreFileState | undefined
  readonly batchId?: string | undefined
}

export interface StoreFileAmendment {
  readonly storeId: string
  readonly id: string
  readonly attributes: VectorStoreFile['attributes']
  readonly batchId?: string
}

export interface VectorStoreFileTable {
  /** Puts it there to be indexed, in the place of the one with its id; the number of that one is returned. */
  insert(file: VectorStoreFile, batchId: string | null): Promise<number | undefined>
  get(storeId: string, id: string): Promise<VectorStoreFileRow | undefined>
  list(storeId: string, query: StoreFileQuery): Promise<Page<VectorStoreFile>>
  /** Changes these alone, whatever the indexing does at the same time; false when there is none. */
  amend(change: StoreFileAmendment): Promise<boolean>
  /** Ends the indexing of that number; false where it is not underway. */
  finish(number: number, outcome: IndexOutcome): Promise<boolean>
  /** Its number; undefined when there was none. */
  remove(storeId: string, id: string): Promise<number | undefined>
  /** Takes a file out of all stores, and names them. */
  removeEverywhere(id: string): Promise<readonly string[]>
  /** Has a file that came late indexed wherever it failed for it was not there; whether there was such a store. */
  retry(id: string): Promise<boolean>
  /** Those that are to be indexed, the oldest first, without those of these numbers. */
  waiting(limit: number, except: readonly number[]): Promise<readonly VectorStoreFileRow[]>
  /** The one of this number, if it is to be indexed. */
  waitingAt(number: number): Promise<VectorStoreFileRow | undefined>
  /** Ends what a batch has not indexed yet; the numbers are returned. */
  cancelBatch(batchId: string): Promise<readonly number[]>
  countBatch(batchId: string): Promise<FileCounts>
  /** The attributes of a store's indexed files, by their numbers, a page behind `after` in their order. */
  attributes(
    storeId: string,
    after: number,
  ): Promise<readonly { readonly number: number; readonly attributes: unknown }[]>
}
