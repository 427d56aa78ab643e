import { weightOf } from '@/lib/backend/weight-of'
import type { ConnectionDb } from './connection-db'
import { isRecord } from './document-shapes'
import type { AnswerTable, MessageTable, TableOptions } from './store'

/** How long an answer is kept for whoever asks again. */
const KEPT_MS = 24 * 3_600_000

/** From how many characters on a created message is not kept a second time. */
const LARGE = 512 * 1024

interface AnswerOptions extends Pick<TableOptions, 'clock' | 'documents'> {
  readonly messages: Pick<MessageTable, 'get'>
}

/** What is stored of an answer that is a large message: who repeats the request gets the message as it is now. */
const messageIdIn = (document: unknown) =>
  isRecord(document) && typeof document['message_id'] === 'string' ? document['message_id'] : undefined

const isLargeMessage = (document: unknown) =>
  isRecord(document) &&
  isRecord(document['object']) &&
  document['object']['object'] === 'thread.message' &&
  weightOf(document) >= LARGE

export function createAnswers(db: ConnectionDb, { clock, documents, messages }: AnswerOptions): AnswerTable {
  return {
    async get({ request, key }) {
      const row = await db
        .selectFrom('answers')
        .select(['request', 'key', 'fingerprint', 'document'])
        .where('request', '=', request)
        .where('key', '=', key)
        .where('expires_ms', '>', clock())
        .executeTakeFirst()
      if (!row) return undefined
      const document = documents.answer(row)
      const messageId = messageIdIn(document)
      if (messageId === undefined) return { fingerprint: row.fingerprint, document }
      const object = await messages.get(messageId)
      return { fingerprint: row.fingerprint, document: object && { object } }
    },

    async keep({ request, key, fingerprint }, { object_id, thread_id, document }) {
      await db.deleteFrom('answers').where('expires_ms', '<=', clock()).execute()
      const kept = isLargeMessage(document) ? { message_id: object_id } : document
      const row = { request, key, fingerprint, object_id, thread_id, document: JSON.stringify(kept) }
      await db.insertInto('answers', { ...row, expires_ms: clock() + KEPT_MS }).execute()
    },

    async drop({ request, key }) {
      await db.deleteFrom('answers').where('request', '=', request).where('key', '=', key).execute()
    },
  }
}

/** Lets go what answers told of an object and of all in it. That the requests were done stays known. */
export async function forgetAnswers(db: ConnectionDb, id: string) {
  await db
    .updateTable('answers')
    .set({ document: null })
    .where(({ eb, or }) => or([eb('object_id', '=', id), eb('thread_id', '=', id)]))
    .execute()
}
