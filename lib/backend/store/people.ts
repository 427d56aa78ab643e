import { createTopic, type Notifier } from '@/lib/backend/notifier'
import { sql } from 'kysely'
import { type Db, isSqlite } from './database'
import { jsonOf } from './document-shapes'
import type { NoteWrongKey, PeopleTable } from './people-table'
import type { NextPosition } from './positions'

const sessionEnded = createTopic<{ readonly id: string }>('session-ended')

interface PeopleTableOptions {
  readonly nextPosition: NextPosition
  readonly notifier: Notifier
}

export const createPeopleTable = (db: Db, { nextPosition, notifier }: PeopleTableOptions): PeopleTable => ({
  async keyUses() {
    const rows = await db.selectFrom('key_uses').selectAll().execute()
    return new Map(rows.map(({ key_id, last_ms }) => [key_id, Number(last_ms)]))
  },

  async noteKeyUse(key_id, last_ms) {
    await db
      .insertInto('key_uses')
      .values({ key_id, last_ms })
      .onConflict((conflict) => conflict.column('key_id').doUpdateSet({ last_ms }))
      .execute()
  },

  async forgetKey(id) {
    await db.deleteFrom('key_uses').where('key_id', '=', id).execute()
  },

  async endedSessions() {
    const rows = await db.selectFrom('ended_sessions').selectAll().execute()
    return rows.map(({ id, expires_s }) => ({ id, expires: Number(expires_s) }))
  },

  async endSession({ id, expires }) {
    const ended = db.insertInto('ended_sessions').values({ id, expires_s: expires })
    await ended.onConflict((conflict) => conflict.doNothing()).execute()
    notifier.tell(sessionEnded, { id })
  },

  onEndedElsewhere(listener) {
    notifier.listen(sessionEnded, (_session, place) => {
      if (place === 'elsewhere') listener()
    })
  },

  async forgetSessions(nowSeconds) {
    await db.deleteFrom('ended_sessions').where('expires_s', '<', nowSeconds).execute()
  },

  noteWrongKey: isSqlite(db) ? undefined : noteWrongKeyIn(db),

  async audit(at_ms, document) {
    await db
      .insertInto('audit_events')
      .values({ position: nextPosition(), at_ms, document: JSON.stringify(document) })
      .execute()
  },

  async forgetAudit(beforeMs) {
    await db.deleteFrom('audit_events').where('at_ms', '<', beforeMs).execute()
  },

  async audited(limit, before = Number.MAX_SAFE_INTEGER) {
    const newest = db.selectFrom('audit_events').selectAll().orderBy('position', 'desc').limit(limit)
    const rows = await newest.where('position', '<', before).execute()
    return rows.map((row) => ({ ...row, document: jsonOf(row.document) }))
  },
})

const noteWrongKeyIn =
  (db: Db): NoteWrongKey =>
  async ({ network, digest, atMs, windowMs, most }) => {
    const values = [network, digest, atMs, windowMs, most].map((value) => sql.val(value))
    const noted = sql<{ ms: number }>`select note_wrong_key(${sql.join(values)}) as ms`
    return Number((await noted.execute(db)).rows[0]?.ms ?? 0)
  }
