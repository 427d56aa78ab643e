// Which vector stores, assistants, threads and messages name a file. Of all but the first no index has that: the newest
// documents are looked through.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql, type SqlBool } from 'kysely'
import type { FileUse, FileUses } from '@/lib/protocol/file'
import type { ConnectionDb } from './connection-db'

const PIECE_ROWS = 500
const MAX_ROWS = 20_000
/** How many uses of each kind are found at most. */
const MAX_FOUND = 50

const tables = ['assistants', 'threads', 'messages'] as const
type Table = (typeof tables)[number]

const kinds = { assistants: 'assistant', threads: 'thread', messages: 'message' } as const satisfies Record<
  Table,
  FileUse['kind']
>

/** Of each kind the newest first. */
export async function fileUses(db: ConnectionDb, ids: readonly string[]): Promise<FileUses> {
  const data: FileUse[] = []
  let has_more = false
  if (ids.length > 0) {
    const stores = await storesWith(db, ids)
    data.push(...stores.slice(0, MAX_FOUND))
    has_more ||= stores.length > MAX_FOUND
    for (const table of tables) {
      const { rows, isWhole } = await rowsWith(db, table, ids)
      has_more ||= !isWhole
      const names = await namesOf(db, table, rows)
      for (const { id, thread_id, document } of rows) {
        const use = { kind: kinds[table], id, thread_id, name: names.get(thread_id ?? id) ?? null }
        for (const file_id of ids) if (document.includes(JSON.stringify(file_id))) data.push({ file_id, ...use })
      }
    }
  }
  return { data, has_more }
}

/** The newest first, and one more than are told. */
async function storesWith(db: ConnectionDb, ids: readonly string[]): Promise<readonly FileUse[]> {
  const rows = await db
    .selectFrom('vector_store_files')
    .innerJoin('vector_stores as store', (join) =>
      join
        .onRef('store.connection_id', '=', 'vector_store_files.connection_id')
        .onRef('store.id', '=', 'vector_store_files.store_id'),
    )
    .select(['vector_store_files.id as file_id', 'store.id', 'store.document'])
    .where('vector_store_files.id', 'in', ids)
    .orderBy('store.position', 'desc')
    .limit(MAX_FOUND + 1)
    .execute()
  return rows.map(({ file_id, id, document }) => ({
    ...{ file_id, kind: 'vector_store', id, thread_id: null },
    name: nameIn(document) || null,
  }))
}

interface Row {
  readonly id: string
  /** Of a thread its own id, of an assistant null. */
  readonly thread_id: string | null
  readonly document: string
}

/** The rows whose document has one of the ids, a piece at a time. */
async function rowsWith(db: ConnectionDb, table: Table, ids: readonly string[]) {
  const named = sql.join(
    ids.map((id) => sql`document like ${`%${JSON.stringify(id).replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`),
    sql` or `,
  )
  const found: Row[] = []
  let from = Number.MAX_SAFE_INTEGER
  for (let looked = 0; looked < MAX_ROWS; looked += PIECE_ROWS) {
    // One name stands for all in the types: only messages are asked for their thread.
    const rows = db
      .selectFrom(table as 'messages')
      .where('position', '<', from)
      .orderBy('position', 'desc')
    const piece = await rows.select('position').limit(PIECE_ROWS).execute()
    const last = piece.at(-1)?.position
    if (last === undefined) return { rows: found, isWhole: true }
    const some = await rows
      .select(['id', 'document'])
      .$if(table === 'messages', (query) => query.select('thread_id'))
      .where('position', '>=', last)
      .where(sql<SqlBool>`(${named})`)
      .limit(MAX_FOUND - found.length)
      .execute()
    for (const { id, document, thread_id = table === 'threads' ? id : null } of some)
      found.push({ id, document, thread_id })
    if (found.length === MAX_FOUND) return { rows: found, isWhole: false }
    from = last
    await othersFirst()
  }
  return { rows: found, isWhole: false }
}

/** What assistants are called, by their ids; of others how their threads are called or begin. */
async function namesOf(
  db: ConnectionDb,
  table: Table,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, string | null>> {
  if (table === 'assistants') return new Map(rows.map(({ id, document }) => [id, nameIn(document)]))
  const ids = [...new Set(rows.flatMap(({ thread_id }) => thread_id ?? []))]
  if (ids.length === 0) return new Map()
  const threads = db.selectFrom('threads').select(['id', 'title', 'preview']).where('id', 'in', ids)
  return new Map((await threads.execute()).map(({ id, title, preview }) => [id, title ?? preview]))
}

function nameIn(document: string): string | null {
  try {
    const { name } = JSON.parse(document) as { readonly name?: unknown }
    return typeof name === 'string' ? name : null
  } catch {
    // A damaged row is reported by whoever reads it as an assistant.
    return null
  }
}
