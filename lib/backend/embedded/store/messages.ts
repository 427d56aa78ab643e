import type { Message } from '@/lib/protocol/message'
import type { Clock } from '../clock'
import { asTold } from './as-told'
import { atomically, type Db } from './database'
import { foldCase, previewOf } from './index-text'
import { createObjects, toObject } from './objects'
import { listPage } from './paging'
import { readPiece } from './piece'
import type { NextPosition } from './positions'
import type { MessageTable } from './store'
import { activityAt } from './threads'

interface MessagesOptions {
  readonly pageBytes: number
  readonly nextPosition: NextPosition
  readonly clock: Clock
}

/** Messages keep their thread's count, preview and activity. The thread's row is written first: see runs.ts. */
export function createMessages(db: Db, { nextPosition, clock, pageBytes }: MessagesOptions): MessageTable {
  const inThread = (threadId: string) => db.selectFrom('messages').where('thread_id', '=', threadId)
  const objects = createObjects<Message>(db, 'messages')
  return {
    ...objects,

    async get(id) {
      const message = await objects.get(id)
      return message && asTold(db, message)
    },

    insert: (message) =>
      atomically(db, async (db) => {
        await countInserted(db, message, clock())
        const { id, thread_id, run_id, role } = message
        const row = { id, thread_id, run_id, role, position: nextPosition(), document: JSON.stringify(message) }
        await db.insertInto('messages').values(row).execute()
      }),

    /** What a user wrote may be changed, and the thread's preview with it. */
    put: (message) =>
      atomically(db, async (db) => {
        const thread = db.updateTable('threads').where('id', '=', message.thread_id)
        // The thread's row first: see runs.ts.
        if (message.role === 'user') await thread.set(({ ref }) => ({ message_count: ref('message_count') })).execute()
        const isStored = await createObjects<Message>(db, 'messages').put(message)
        if (message.role === 'user')
          await thread.set(previewColumns(await findPreview(db, message.thread_id))).execute()
        return isStored
      }),

    rewrite: (message) =>
      atomically(db, async (db) => {
        const { get, put } = createObjects<Message>(db, 'messages')
        const stored = await get(message.id)
        return stored !== undefined && put({ ...message, metadata: stored.metadata })
      }),

    remove: (id) => atomically(db, (db) => removeMessage(db, id)),

    async list(threadId, { run_id, ...query }) {
      const scope = inThread(threadId)
      const rows = (run_id === undefined ? scope : scope.where('run_id', '=', run_id)).select('document')
      const page = await listPage({ noun: 'message', scope, rows, toObject: toObject<Message>, pageBytes }, query)
      return { ...page, data: await Promise.all(page.data.map((message) => asTold(db, message))) }
    },

    piece: (query) => readPiece<Message>(db, 'messages', query),

    async history(threadId, last) {
      const all = inThread(threadId).select('document')
      if (last === undefined) return (await all.orderBy('position').execute()).map(toObject<Message>)
      const newest = await all.orderBy('position', 'desc').limit(last).execute()
      return newest.map(toObject<Message>).toReversed()
    },
  }
}

async function removeMessage(db: Db, id: string): Promise<boolean> {
  const found = await db.selectFrom('messages').select('document').where('id', '=', id).executeTakeFirst()
  if (!found) return false
  const message = toObject<Message>(found)
  const thread = db.updateTable('threads').where('id', '=', message.thread_id)
  await thread.set(({ eb }) => ({ message_count: eb('message_count', '-', 1) })).execute()
  const result = await db.deleteFrom('messages').where('id', '=', id).executeTakeFirst()
  if (result.numDeletedRows === 0n) throw new Error(`Message ${id} was removed by somebody else.`)
  if (previewOf(message) === null) return true
  await thread.set(previewColumns(await findPreview(db, message.thread_id))).execute()
  return true
}

const previewColumns = (preview: string | null) => ({ preview, preview_folded: preview && foldCase(preview) })

async function countInserted(db: Db, message: Message, atMs: number) {
  const { preview, preview_folded } = previewColumns(previewOf(message))
  await db
    .updateTable('threads')
    .where('id', '=', message.thread_id)
    .set(({ eb, fn }) => ({
      ...activityAt(atMs),
      message_count: eb('message_count', '+', 1),
      preview: fn.coalesce('preview', eb.val(preview)),
      preview_folded: fn.coalesce('preview_folded', eb.val(preview_folded)),
    }))
    .execute()
}

/** The first user message that has any text: nearly always among the thread's first few. */
async function findPreview(db: Db, threadId: string): Promise<string | null> {
  const firstAfter = (position: number) =>
    db
      .selectFrom('messages')
      .select(['position', 'document'])
      .where('thread_id', '=', threadId)
      .where('role', '=', 'user')
      .where('position', '>', position)
      .orderBy('position')
      .limit(20)
      .execute()

  for (let rows = await firstAfter(0); rows.length > 0; rows = await firstAfter(rows.at(-1)?.position ?? Infinity)) {
    for (const row of rows) {
      const preview = previewOf(toObject<Message>(row))
      if (preview !== null) return preview
    }
  }
  return null
}
