import { type RawBuilder, sql } from 'kysely'
import { isPlace, wrongColumnsOf, shapedColumns } from '@/lib/backend/store/column-shapes'
import type { ConnectionDb } from '@/lib/backend/store/connection-db'
import type { ObjectTable } from '@/lib/backend/store/database'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import type { Run } from '@/lib/protocol/run'

interface Row {
  readonly table: ObjectTable
  readonly id: string
}

/** Writes anew, from what the row's document says, the columns that hold what cannot be. Says which they were. */
export async function mendColumns(db: ConnectionDb, { table, id }: Row): Promise<string> {
  const isIt = sql`connection_id = ${db.connection} and id = ${id}`
  const columns = sql.join([...shapedColumns[table], 'document'].map((name) => sql.ref(name)))
  const { rows } = await sql<Record<string, unknown>>`select ${columns} from ${sql.table(table)} where ${isIt}`.execute(
    db.whole,
  )
  const [row = {}] = rows
  const odd = wrongColumnsOf(row)
  const object = jsonOf(String(row['document']))
  if (!isRecord(object)) return 'holds no object; it stays where it is'
  const values = table === 'runs' ? await ofRun(db, object as unknown as Run) : ofOthers(db, object, id)
  for (const name of odd) {
    const value = name === 'position' ? await freePlace(db, table, object['created_at']) : values[name]
    await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${value} where ${isIt}`.execute(db.whole)
  }
  return `${odd.join(', ')} written anew from what it holds`
}

type Values = Readonly<Record<string, number | string | null | RawBuilder<unknown>>>

const msOf = (seconds: unknown) => {
  const ms = Number(seconds) * 1_000
  return isPlace(ms) ? ms : 0
}

const ofOthers = ({ connection }: ConnectionDb, object: Readonly<Record<string, unknown>>, id: string): Values => ({
  last_activity_ms: msOf(object['created_at']),
  created_ms: msOf(object['created_at']),
  expiry_ms: object['expires_at'] == null ? null : msOf(object['expires_at']),
  message_count: sql`(select count(*) from messages where connection_id = ${connection} and thread_id = ${id})`,
})

async function ofRun(db: ConnectionDb, run: Run): Promise<Values> {
  const active = db.selectFrom('runs').select('id').where('thread_id', '=', run.thread_id)
  const other = await active.where('status', 'in', activeStatuses).where('id', '!=', run.id).executeTakeFirst()
  const end = run.completed_at ?? run.failed_at ?? run.cancelled_at ?? run.expires_at ?? run.created_at
  return {
    // A thread has one active run.
    status: other && !isTerminal(run.status) ? 'failed' : run.status,
    attempt: 1,
    starts: 0,
    created_ms: msOf(run.created_at),
    ended_ms: isTerminal(run.status) ? msOf(end) : null,
    expires_ms: msOf(run.expires_at ?? run.created_at),
    tokens: run.usage?.total_tokens ?? 0,
  }
}

/** The first place that nobody has, from the moment on at which the object was made. */
async function freePlace(db: ConnectionDb, table: ObjectTable, createdAt: unknown): Promise<number> {
  for (let place = msOf(createdAt) * 1_000; ; place += 1) {
    const taken = await db.selectFrom(table).select('position').where('position', '=', place).executeTakeFirst()
    if (!taken) return place
  }
}
