import type { ObjectTable } from '@/lib/backend/store/database'

/** A row that is not what it should be. */
export interface BadRow {
  readonly connection: string
  readonly table: ObjectTable | 'message_texts' | 'events' | 'records' | 'answers' | 'labels' | 'settings'
  readonly id: string
  readonly first_seq?: number
  /**
   * `texts`: of columns. `lonely`: what it belongs to is not there. `no_bytes`: of a file. `kept`: it holds no object,
   * others belong to it, and nothing can be put in its place.
   */
  readonly fault: 'no_object' | 'columns' | 'texts' | 'lonely' | 'no_bytes' | 'kept'
}

/** By which a row is told from all others. */
export const nameOfRow = ({ connection, table, id, first_seq }: BadRow) => [connection, table, id, first_seq].join(' ')
