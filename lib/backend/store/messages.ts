import type { Message } from '@/lib/protocol/message'
import { readInProgress } from './read-in-progress'
import { compiled } from './compiled'
import { atomically, type ConnectionDb } from './connection-db'
import { documentColumns, type DocumentRow, type Documents, readable } from './documents'
import { foldCase, previewOf } from './index-text'
import {
  bytesOfMessage,
  messageColumns,
  type MessageRow,
  readMessage,
  storedAs,
  toMessageRow,
  withTexts,
} from './message-texts'
import { createObjects } from './objects'
import { listPage } from './paging'
import { countInserted } from './count-inserted'
import { countBefore, readPiece } from './piece'
import { type NextPosition, numberOf, type Position } from './positions'
import { UNINDEXED } from './search-index'
import type { MessageTable, TableOptions } from './store'
import { findWords } from './word-search'

/** Messages keep their thread's count, preview and activity. The thread's row is written first: see runs.ts. */
export function createMessages(db: ConnectionDb, options: TableOptions): MessageTable {
  const { nextPosition, clock, pageBytes, documents } = options
  const read = (row: MessageRow) => readMessage(documents, row)
  const complete = (rows: readonly MessageRow[]) => withTexts(db, rows)
  const whole = { columns: messageColumns, bytes: bytesOfMessage, complete, read }
  const inThread = (threadId: string) => db.selectFrom('messages').where('thread_id', '=', threadId)
  const told = (message: Message) => readInProgress({ db, documents }, message)
  return {
    async get(id) {
      const row = await rowOf(db, id)
      const [found] = row ? await complete([row]) : []
      return found && told(read(found))
    },

    insert: (message, { before, ...placement } = {}) =>
      atomically(db, async (db) => {
        await countInserted(db, message, placement.createdMs ?? clock())
        const position =
          before === undefined ? nextPosition(placement) : await placeBefore(db, { message, before, nextPosition })
        await insertMessage(db, { message, position, nextPosition })
      }),

    put: (message) => atomically(db, (db) => putMessage(db, { message, options })),

    rewrite: (message) => atomically(db, (db) => rewriteMessage(db, { message, options })),

    remove: (id) => atomically(db, (db) => removeMessage(db, { id, documents })),

    async list(threadId, { run_id, ...query }) {
      const scope = inThread(threadId)
      const rows = (run_id === undefined ? scope : scope.where('run_id', '=', run_id)).select(messageColumns)
      const listing = { noun: 'message', scope, rows, pageBytes, ...whole }
      const page = await listPage<'messages', MessageRow, Message>(listing, query)
      return { ...page, data: await Promise.all(page.data.map(told)) }
    },

    countBefore: (query) => countBefore(db, query),

    piece: (query) => readPiece(db, { name: 'messages', complete, read, ...query }),

    findWords: (query) => findWords(db, documents, query),

    async history(threadId, last) {
      const all = inThread(threadId).select(messageColumns)
      if (last === undefined) return readable(await complete(await all.orderBy('position').execute()), read)
      const newest = await all.orderBy('position', 'desc').limit(last).execute()
      return readable(await complete(newest), read).toReversed()
    },
  }
}

const rowOf = (db: ConnectionDb, id: string) =>
  db.selectFrom('messages').select(messageColumns).where('id', '=', id).executeTakeFirst()

interface NewMessage extends Pick<Message, 'id' | 'thread_id' | 'run_id' | 'role'> {
  readonly position: Position
  readonly document: string
  readonly texts_version: number | null
  readonly texts_bytes: number | null
}

const insertRow = compiled<NewMessage>((db, row) => db.insertInto('messages', row).compile())

interface Inserting {
  readonly message: Message
  readonly position: Position
  readonly nextPosition: NextPosition
}

async function insertMessage(db: ConnectionDb, { message, position, nextPosition }: Inserting) {
  const { columns, write } = await storedAs(db, message, nextPosition)
  const { id, thread_id, run_id, role } = message
  await insertRow(db, { id, thread_id, run_id, role, position, ...columns })
  await write()
}

interface Writing {
  readonly message: Message
  readonly options: TableOptions
}

/** The metadata that is stored stays. */
async function rewriteMessage(db: ConnectionDb, { message, options }: Writing): Promise<boolean> {
  const found = await rowOf(db, message.id)
  if (found === undefined) return false
  const row = toMessageRow(found)
  // A damaged message is written anew.
  const [stored = message] = readable([row], (each) => options.documents.object<Message>('messages', each))
  const rewritten = { ...message, metadata: stored.metadata }
  return replace(db, { isLarge: row.beside !== undefined, message: rewritten, nextPosition: options.nextPosition })
}

/** What a user wrote may be changed, and the thread's preview with it. The thread's row first: see runs.ts. */
async function putMessage(db: ConnectionDb, { message, options }: Writing): Promise<boolean> {
  const { documents, nextPosition } = options
  const thread = db.updateTable('threads').where('id', '=', message.thread_id)
  if (message.role === 'user') await thread.set(({ ref }) => ({ message_count: ref('message_count') })).execute()
  const one = db.selectFrom('messages').select('texts_version').where('id', '=', message.id)
  const row = await one.executeTakeFirst()
  const isStored =
    row !== undefined && (await replace(db, { isLarge: row.texts_version !== null, message, nextPosition }))
  if (message.role !== 'user') return isStored
  await thread.set(previewColumns(await findPreview(db, { threadId: message.thread_id, documents }))).execute()
  return isStored
}

interface Replacing {
  /** As it is stored. */
  readonly isLarge: boolean
  readonly message: Message
  readonly nextPosition: NextPosition
}

async function replace(db: ConnectionDb, { isLarge, message, nextPosition }: Replacing): Promise<boolean> {
  const { columns, write } = await storedAs(db, message, nextPosition)
  const result = await db.updateTable('messages').set(columns).where('id', '=', message.id).executeTakeFirst()
  if (isLarge) {
    await db.deleteFrom('message_texts').where('message_id', '=', message.id).execute()
  }
  if (result.numUpdatedRows === 0n) return false
  await write()
  return true
}

/** A millisecond, in microseconds: there is room for many more, one after the other, before the same message. */
const STEP = 1_000

interface Before {
  readonly message: Pick<Message, 'thread_id'>
  readonly before: string
  readonly nextPosition: NextPosition
}

/** A free place before a message's. Where there is none, that one and those behind it make room. */
async function placeBefore(db: ConnectionDb, { message, before, nextPosition }: Before): Promise<Position> {
  const next = await db.selectFrom('messages').select('position').where('id', '=', before).executeTakeFirst()
  if (next === undefined) return nextPosition()
  const below = db.selectFrom('messages').select(({ fn }) => fn.max('position').as('position'))
  const last = (await below.where('position', '<', next.position).executeTakeFirst())?.position ?? 0
  const room = next.position - last
  if (room >= 2) return last + Math.min(STEP, Math.floor(room / 2))
  const free = await numberOf(db.whole, nextPosition())
  const behind = db.selectFrom('messages').select('id').where('thread_id', '=', message.thread_id)
  const moved = await behind.where('position', '>=', next.position).orderBy('position').execute()
  for (const { id } of moved) {
    await db.updateTable('messages').set({ position: nextPosition() }).where('id', '=', id).execute()
  }
  return free
}

interface Removal {
  readonly id: string
  readonly documents: Documents
}

/** A damaged message can be removed as well. */
async function removeMessage(db: ConnectionDb, { id, documents }: Removal): Promise<boolean> {
  const found = await db.selectFrom('messages').select('thread_id').where('id', '=', id).executeTakeFirst()
  if (!found) return false
  const thread = db.updateTable('threads').where('id', '=', found.thread_id)
  await thread.set(({ eb }) => ({ message_count: eb('message_count', '-', 1) })).execute()
  const objects = createObjects<Message>(db, { name: 'messages', documents })
  if (!(await objects.remove(id))) throw new Error(`Message ${id} was removed by somebody else.`)
  await thread.set(previewColumns(await findPreview(db, { threadId: found.thread_id, documents }))).execute()
  return true
}

export const previewColumns = (preview: string | null) => ({
  preview,
  preview_folded: preview && foldCase(preview),
  search_block: UNINDEXED,
})

/**
 * The preview of the first user message that has any text. Read a few messages at a time: it is nearly always
 * among the first. The beginning of a large message stands in its row.
 */
export async function findPreview(
  db: ConnectionDb,
  { threadId, documents }: { readonly threadId: string; readonly documents: Documents },
): Promise<string | null> {
  const firstAfter = (position: number) =>
    db
      .selectFrom('messages')
      .select(documentColumns)
      .where('thread_id', '=', threadId)
      .where('role', '=', 'user')
      .where('position', '>', position)
      .orderBy('position')
      .limit(20)
      .execute()

  const read = (row: DocumentRow) => documents.object<Message>('messages', row)
  for (let rows = await firstAfter(0); rows.length > 0; rows = await firstAfter(rows.at(-1)?.position ?? Infinity)) {
    for (const message of readable(rows, read)) {
      const preview = previewOf(message)
      if (preview !== null) return preview
    }
  }
  return null
}
