// What runs were asked: lists say it in the run's row.
import { sql } from 'kysely'
import type { Message } from '@/lib/protocol/message'
import type { ConnectionDb } from './connection-db'
import { type DocumentRow, documentColumns, type Documents, readable } from './documents'
import { previewOf } from './index-text'

/** A list reads no larger rows than these only to show how messages begin; a large message's has its beginnings. */
const MAX_BYTES = 256 * 1024

/**
 * The id of the user's message that a row of `run` answers: the newest before the run's own first message. A run that
 * wrote none was asked before it ended.
 */
export const questionOfRun = sql<string | null>`(
  select asked.id from messages as asked
  where asked.connection_id = run.connection_id and asked.thread_id = run.thread_id and asked.role = 'user'
    and asked.position < coalesce(
      (
        select min(own.position) from messages as own
        where own.connection_id = run.connection_id and own.thread_id = run.thread_id and own.run_id = run.id
      ),
      (run.ended_ms + 1) * 1000,
      ${sql.lit(Number.MAX_SAFE_INTEGER)}
    )
  order by asked.position desc limit 1
)`

interface Asked {
  readonly asked_id: string | null
}

/** The same rows, each with how its question begins; null where there is none, or no words in it. */
export async function withQuestions<Row extends Asked>(
  db: ConnectionDb,
  documents: Documents,
  rows: readonly Row[],
): Promise<(Row & { readonly asked: string | null })[]> {
  const ids = rows.flatMap(({ asked_id }) => asked_id ?? [])
  const previews = ids.length > 0 ? await previewsOf(db, documents, ids) : new Map<string, string | null>()
  return rows.map((row) => ({ ...row, asked: (row.asked_id !== null && previews.get(row.asked_id)) || null }))
}

async function previewsOf(db: ConnectionDb, documents: Documents, ids: readonly string[]) {
  const small = sql<boolean>`octet_length(document) <= ${MAX_BYTES}`
  const rows = await db.selectFrom('messages').where('id', 'in', ids).where(small).select(documentColumns).execute()
  const messages = readable(rows, (row: DocumentRow) => documents.object<Message>('messages', row))
  return new Map(messages.map((message) => [message.id, previewOf(message)]))
}
