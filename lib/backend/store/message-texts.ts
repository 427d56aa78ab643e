// The rows beside a large message, which have what follows in its texts: see cut-message.ts. They are read a few at a
// time, and a message that was written anew meanwhile is read again: its rows have another version.
import { sql } from 'kysely'
import type { Message } from '@/lib/protocol/message'
import type { ConnectionDb } from './connection-db'
import { bytesOf, cutMessage, type Following, joinMessage } from './cut-message'
import { documentColumns, type DocumentRow, type Documents } from './documents'
import { jsonOf } from './document-shapes'
import { type NextPosition, numberOf } from './positions'

export const messageColumns = [...documentColumns, 'texts_version', 'texts_bytes'] as const

/** What a message's row says of the rows beside it. */
interface TextsRow {
  readonly id: string
  readonly texts_version: number | null
  readonly texts_bytes: number | null
}

export interface MessageRow extends DocumentRow, TextsRow {
  readonly position: number
  /** What lies beside it; undefined before that was read, and where it cannot be. */
  readonly following?: readonly Following[]
}

/** How large a message is, known without its texts. */
export const bytesOfMessage = sql<number>`octet_length(document) + coalesce(texts_bytes, 0)`

/** How many rows are read at once. */
const ROWS = 4

/** How often a message is read again that was written anew while it was read. */
const TIMES = 5

/** The same rows with what lies beside them. */
export async function withTexts<Row extends MessageRow>(
  db: ConnectionDb,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (rows.every(isWhole)) return rows
  const whole: Row[] = []
  for (const row of rows) whole.push(isWhole(row) ? row : await withOwnTexts(db, row))
  return whole
}

const isWhole = ({ texts_version }: TextsRow) => texts_version === null

async function withOwnTexts<Row extends MessageRow>(db: ConnectionDb, row: Row): Promise<Row> {
  let found: Row = row
  for (let time = 0; time < TIMES && !isWhole(found); time += 1) {
    const following: Following[] = []
    for await (const rows of followingOf(db, found)) following.push(...rows)
    if (following.length > 0 && bytesOf(following) === found.texts_bytes) return { ...found, following }
    const now = await db.selectFrom('messages').select(messageColumns).where('id', '=', row.id).executeTakeFirst()
    if (now === undefined || now.texts_version === found.texts_version) break
    found = { ...found, ...now }
  }
  return found
}

/** What lies beside a row, in its order, a few rows at a time; up to where one cannot be read. */
export async function* followingOf(db: ConnectionDb, { id, texts_version }: TextsRow) {
  let last = -1
  for (;;) {
    const own = db.selectFrom('message_texts').where('message_id', '=', id).where('version', '=', texts_version)
    const rows = await own
      .select(['number', 'texts'])
      .where('number', '>', last)
      .orderBy('number')
      .limit(ROWS)
      .execute()
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
export async function hasItsTexts(db: ConnectionDb, row: TextsRow): Promise<boolean> {
  let bytes = 0
  for await (const following of followingOf(db, row)) bytes += bytesOf(following)
  return row.texts_version === null || (bytes > 0 && bytes === row.texts_bytes)
}

const isFollowing = (value: unknown): value is readonly Following[] =>
  Array.isArray(value) &&
  value.every((each) => Array.isArray(each) && Number.isInteger(each[0]) && typeof each[1] === 'string')

/** The message of a row that has its texts. Throws `damagedObject` where it is none, or what lay beside it is lost. */
export function readMessage(documents: Documents, row: MessageRow): Message {
  const message = documents.object<Message>('messages', row)
  if (isWhole(row)) return message
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
