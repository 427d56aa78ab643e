// The texts that lie in columns beside a document, for lists and the search.
import { isUtf8 } from 'node:buffer'
import { type RawBuilder, sql } from 'kysely'
import type { ConnectionDb } from '@/lib/backend/store/connection-db'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import { createDocuments } from '@/lib/backend/store/documents'
import { columnText, foldCase } from '@/lib/backend/store/index-text'
import { findPreview, previewColumns } from '@/lib/backend/store/messages'
import { UNINDEXED } from '@/lib/backend/store/search-index'

const columns = {
  assistants: ['name'],
  threads: ['title', 'title_folded', 'preview', 'preview_folded'],
} as const

export type TextTable = keyof typeof columns

export const hasTexts = (table: string): table is TextTable => table in columns

/** Selects of each of the table's texts the bytes, in hexadecimal digits: what is no UTF-8 is no string. */
export const hexColumns = (table: string): readonly RawBuilder<unknown>[] =>
  hasTexts(table) ? columns[table].map((name) => sql`hex(${sql.ref(name)}) as ${sql.ref(hexName(name))}`) : []

const hexName = (column: string) => `hex_${column}`

/** Those of the table's columns that hold no UTF-8. */
export const wrongTextsOf = (table: string, row: Readonly<Record<string, unknown>>): readonly string[] =>
  hasTexts(table) ? columns[table].filter((name) => !isUtf8(Buffer.from(String(row[hexName(name)]), 'hex'))) : []

interface Mending {
  readonly table: TextTable
  readonly id: string
  readonly atMs: number
}

/** Writes the texts anew from what they were made of. Nothing else has a title: of it stays what can be read. */
export async function mendTexts(db: ConnectionDb, { table, id, atMs }: Mending): Promise<string> {
  const isIt = sql`connection_id = ${db.connection} and id = ${id}`
  const { rows } = await sql<Record<string, unknown>>`
    select document, ${sql.join(hexColumns(table))} from ${sql.table(table)} where ${isIt}`.execute(db.whole)
  const [row = {}] = rows
  const wrong = wrongTextsOf(table, row)
  if (wrong.includes('title'))
    await sql`insert into damaged (connection_id, table_name, id, set_aside_ms, document)
      select connection_id, 'threads', id || ' title', ${atMs}, title from threads where ${isIt}`.execute(db.whole)
  if (table === 'assistants') await mendName(db, id, jsonOf(String(row['document'])))
  else await mendThread(db, id, Buffer.from(String(row[hexName('title')]), 'hex'))
  return `${wrong.join(', ')} written anew`
}

async function mendName(db: ConnectionDb, id: string, document: unknown) {
  const given = isRecord(document) ? document['name'] : null
  const name = typeof given === 'string' ? columnText(given) : null
  await db.updateTable('assistants').set({ name }).where('id', '=', id).execute()
}

async function mendThread(db: ConnectionDb, id: string, bytes: Buffer) {
  const documents = createDocuments(() => undefined)
  const preview = previewColumns(await findPreview(db, { threadId: id, documents }))
  const one = db.updateTable('threads').where('id', '=', id)
  await one.set(preview).execute()
  const title = bytes.toString('utf8')
  await one
    .where('title', 'is not', null)
    .set({ title, title_folded: foldCase(title), search_block: UNINDEXED })
    .execute()
}
