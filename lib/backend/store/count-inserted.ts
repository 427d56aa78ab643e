import { sql } from 'kysely'
import type { Message } from '@/lib/protocol/message'
import { compiled, type Given } from './compiled'
import type { ConnectionDb } from './connection-db'
import { foldCase, previewOf } from './index-text'
import { UNINDEXED } from './search-index'
import { activityAt } from './threads'

interface Counted {
  readonly threadId: string
  readonly atMs: number
}

const countOf = (db: ConnectionDb, { threadId, atMs }: Given<Counted>) =>
  db
    .updateTable('threads')
    .where('id', '=', threadId)
    .set(({ eb }) => ({ ...activityAt(atMs), message_count: eb('message_count', '+', 1) }))

const countMessage = compiled<Counted>((db, counted) => countOf(db, counted).compile())

/** One of which its thread may be known. */
const countPreviewed = compiled<Counted & { readonly preview: string; readonly folded: string }>(
  (db, { preview, folded, ...counted }) =>
    countOf(db, counted)
      .set(({ fn }) => ({
        preview: fn.coalesce('preview', preview),
        preview_folded: fn.coalesce('preview_folded', folded),
        search_block: sql<number>`case when preview is null then ${UNINDEXED} else search_block end`,
      }))
      .compile(),
)

/** Writes with its thread that a message has come. */
export async function countInserted(db: ConnectionDb, message: Message, atMs: number) {
  const preview = previewOf(message)
  const counted = { threadId: message.thread_id, atMs }
  if (preview === null) await countMessage(db, counted)
  else await countPreviewed(db, { ...counted, preview, folded: foldCase(preview) })
}
