// The rows beside a large message, which have what follows in its texts: see cut-message.ts. They are read a few at a
// time, and a message that was written anew meanwhile is read again: its rows have another version.
import { sql } from 'kysely'
import type { Message } from '@/lib/protocol/message'
import type { ConnectionDb } from './connection-db'
import { bytesOf, cutMessage, type Following, joinMessage } from './cut-message'
import type { DocumentRow, Documents } from './documents'
import { jsonOf } from './document-shapes'
import { type NextPosition, numberOf } from './positions'

/**
 * What is read of a message's row. Before the document of a large one stand the version of the rows beside it and the
 * bytes of their texts, for a column more would cost every other message more than this.
 */
export const messageColumns = [
  'id',
  'position',
  sql<string>`case when texts_version is null then document
    else texts_version || ' ' || coalesce(texts_bytes, 0) || ' ' || document end`.as('document'),
] as const

/** What lies beside a message. */
export interface Beside {
  readonly version: number
  /** Of the texts, in UTF-8. */
  readonly bytes: number
}

export interface MessageRow extends DocumentRow {
  readonly position: number
  /** Of a large message. */
  readonly beside?: Beside
  /** What follows in its texts; undefined before that was read, and where it cannot be. */
  readonly following?: readonly Following[]
}

/** How large a message is, known without its texts. */
export const bytesOfMessage = sql<number>`octet_length(document) + coalesce(texts_bytes, 0)`

/** How many rows are read at once. */
const ROWS = 4

/** How often a message is read again that was written anew while it was read. */
const TIMES = 5

/** The same row, which says by itself whether something lies beside it. */
export function toMessageRow(row: MessageRow): MessageRow {
  const [head, version, bytes] = /^(\d+) (\d+) /.exec(row.document.slice(0, 40)) ?? []
  if (head === undefined) return row
  const beside = { version: Number(version), bytes: Number(bytes) }
  return { ...row, document: row.document.slice(head.length), beside }
}

/** The same rows with what lies beside them, without those that were deleted meanwhile. */
export async function withTexts(db: ConnectionDb, rows: readonly MessageRow[]): Promise<readonly MessageRow[]> {
  if (rows.every(({ document }) => document.startsWith('{'))) return rows
  const whole: MessageRow[] = []
  for (const row of rows) {
    const found = await withOwnTexts(db, toMessageRow(row))
    if (found) whole.push(found)
  }
  return whole
}

/** Undefined for a message that was deleted while it was read. */
async function withOwnTexts(db: ConnectionDb, row: MessageRow): Promise<MessageRow | undefined> {
  let found = row
  for (let time = 0; time < TIMES && found.beside; time += 1) {
    const following: Following[] = []
    for await (const rows of followingOf(db, row.id, found.beside)) following.push(...rows)
    if (bytesOf(following) === found.beside.bytes) return { ...found, following }
    const asked = db.selectFrom('messages').select(messageColumns).where('id', '=', row.id)
    const now = await asked.executeTakeFirst()
    if (now === undefined) return undefined
    const again = toMessageRow(now)
    if (again.beside?.version === found.beside.version) break
    found = again
  }
  return found
}

/** What lies beside a message, in its order, a few rows at a time; up to where one cannot be read. */
export async function* followingOf(db: ConnectionDb, id: string, { version }: Pick<Beside, 'version'>) {
  let last = -1
  for (;;) {
    const own = db.selectFrom('message_texts').where('message_id', '=', id).where('version', '=', version)
    const some = own.where('number', '>', last).orderBy('number').limit(ROWS)
    const rows = await some.select(['number', 'texts']).execute()
    for (const { texts } of rows) {
      const following = jsonOf(texts)
      if (!isFollowing(following)) return
      yield following
    }
    if (rows.length < ROWS) return
    last = rows.at(-1)?.number ?? last
  }
}

/** Whether all is there that lies beside a message. */
export async function hasItsTexts(db: ConnectionDb, id: string, beside: Beside): Promise<boolean> {
  let bytes = 0
  for await (const following of followingOf(db, id, beside)) bytes += bytesOf(following)
  return bytes === beside.bytes
}

const isFollowing = (value: unknown): value is readonly Following[] =>
  Array.isArray(value) &&
  value.every((each) => Array.isArray(each) && Number.isInteger(each[0]) && typeof each[1] === 'string')

/** The message of a row that has its texts. Throws `damagedObject` where it is none, or what lay beside it is lost. */
export function readMessage(documents: Documents, row: MessageRow): Message {
  const message = documents.object<Message>('messages', row)
  if (!row.beside) return message
  return row.following ? joinMessage(message, row.following) : documents.refuse('messages', row.id, 'wrong_json')
}

/** What the row of a message says, and how what lies beside it is written when that row is there. */
export async function storedAs(db: ConnectionDb, message: Message, nextPosition: NextPosition) {
  const cut = cutMessage(message)
  if (!cut) {
    return { columns: { document: JSON.stringify(message), texts_version: null, texts_bytes: null }, async write() {} }
  }
  const version = await numberOf(db.whole, nextPosition())
  return {
    columns: { document: JSON.stringify(cut.message), texts_version: version, texts_bytes: cut.bytes },
    /** A row at a time: that is all that is held of it. */
    async write() {
      let number = 0
      for (const row of cut.rows()) {
        const texts = JSON.stringify(row)
        await db.insertInto('message_texts', { message_id: message.id, version, number, texts }).execute()
        number += 1
      }
    },
  }
}
