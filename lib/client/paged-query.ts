import type { List } from '@/lib/protocol/list'
import type { Page } from './api'

const PAGE_SIZE = 50

/** What all paged lists share. The cursor is the last id; it is empty for the first page. */
export const paged = {
  initialPageParam: '',
  getNextPageParam: (last: List<unknown>) => (last.has_more ? last.last_id : undefined),
}

/** The query of the page behind a cursor. */
export const pageAt = (cursor: string, limit = PAGE_SIZE): Page => ({ limit, after: cursor || undefined })
