import type { FileUses, StoredFile } from '@/lib/protocol/file'
import type { ListQuery } from '@/lib/protocol/list'
import type { Placement } from './placement'

interface FilePage {
  readonly data: readonly StoredFile[]
  readonly hasMore: boolean
}

/** Files as the wire tells of them. One whose time is up is not there any more: only `expired` names it. */
export interface FileTable {
  insert(file: StoredFile, placement?: Placement): Promise<void>
  get(id: string): Promise<StoredFile | undefined>
  /** Replaces the stored object; false when there is none. */
  put(file: StoredFile): Promise<boolean>
  /** Removes it with the records that it owns, its time up or not; false when there was none. */
  remove(id: string): Promise<boolean>
  list(query: ListQuery & { readonly purpose?: string | undefined }): Promise<FilePage>
  /** Which of these there are. */
  present(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Which of these have a row, readable or not, its time up or not: whose bytes are needed still. */
  rows(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Where they are used, the newest first: so many of each kind, and of messages and threads not those of long ago. */
  uses(ids: readonly string[]): Promise<FileUses>
  /** The ids of some files whose time is up, the longest ago first. */
  expired(): Promise<readonly string[]>
}
