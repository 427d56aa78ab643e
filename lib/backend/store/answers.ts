import type { ConnectionDb } from './connection-db'
import type { AnswerTable, TableOptions } from './store'

/** How long an answer is kept for whoever asks again. */
const KEPT_MS = 24 * 3_600_000

type AnswerOptions = Pick<TableOptions, 'clock' | 'documents'>

export function createAnswers(db: ConnectionDb, { clock, documents }: AnswerOptions): AnswerTable {
  return {
    async get({ request, key }) {
      const row = await db
        .selectFrom('answers')
        .select(['request', 'key', 'fingerprint', 'document'])
        .where('request', '=', request)
        .where('key', '=', key)
        .where('expires_ms', '>', clock())
        .executeTakeFirst()
      return row && { fingerprint: row.fingerprint, document: documents.answer(row) }
    },

    async keep({ request, key, fingerprint }, { object_id, thread_id, document }) {
      await db.deleteFrom('answers').where('expires_ms', '<=', clock()).execute()
      const row = { request, key, fingerprint, object_id, thread_id, document: JSON.stringify(document) }
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
