// Looks for words in what was said, from the newest message back. What stands in a document is looked through by the
// database, a bounded piece at a time, and others are answered in between: so a search costs the same however much was
// said, and says how far it came.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Message } from '@/lib/protocol/message'
import type { FoundMessage, FoundWords } from '@/lib/protocol/playground'
import { messageTextOf } from '@/lib/run/message-text'
import type { ConnectionDb } from './connection-db'
import { documentColumns, type DocumentRow, readable } from './documents'
import { columnText, foldCase } from './index-text'
import type { WordQuery } from './list-queries'

/** What one piece may bring, and what one search may look through. */
const PIECE = { rows: 500, bytes: 1_048_576 }
const MAX_LOOKED = { rows: 5_000, bytes: 8 * 1_048_576 }
/** How many are found at once. */
const FOUND = 20
const EXCERPT = { before: 40, whole: 160 }

type Excerpt = Omit<FoundMessage, 'thread'>

type Read = (row: DocumentRow) => Message

export async function findWords(db: ConnectionDb, read: Read, { q, before }: WordQuery): Promise<FoundWords> {
  const wanted = foldCase(columnText(q))
  const found: Excerpt[] = []
  let looked = { rows: 0, bytes: 0 }
  let from = before ?? Number.MAX_SAFE_INTEGER
  let isEnd = false
  while (!isEnd && looked.rows < MAX_LOOKED.rows && looked.bytes < MAX_LOOKED.bytes) {
    const piece = await nextPiece(db, from)
    isEnd = piece.isEnd
    if (piece.last === undefined) break
    const rows = db.selectFrom('messages').select(documentColumns).where('position', '<', from)
    const candidates = await rows
      .where('position', '>=', piece.last)
      .where(sql<boolean>`lower(document) like ${roughly(wanted)} escape '\\'`)
      .orderBy('position', 'desc')
      .execute()
    const hits = readable(candidates, (row) => ({ at: row.position, told: excerptOf(read(row), wanted) }))
    const told = hits.flatMap(({ at, told }) => (told ? [{ at, told }] : [])).slice(0, FOUND - found.length)
    found.push(...told.map((hit) => hit.told))
    looked = { rows: looked.rows + piece.rows, bytes: looked.bytes + piece.bytes }
    if (found.length === FOUND) return { data: await withThreads(db, found), before: told.at(-1)?.at ?? null }
    from = piece.last
    await othersFirst()
  }
  return { data: await withThreads(db, found), before: isEnd ? null : from }
}

/** How far the next piece goes, known before one of its documents is read. */
async function nextPiece(db: ConnectionDb, from: number) {
  const sizes = await db
    .selectFrom('messages')
    .select(['position', sql<number>`octet_length(document)`.as('bytes')])
    .where('position', '<', from)
    .orderBy('position', 'desc')
    .limit(PIECE.rows)
    .execute()
  let [rows, bytes] = [0, 0]
  for (const size of sizes) {
    if (rows > 0 && bytes + size.bytes > PIECE.bytes) break
    rows += 1
    bytes += size.bytes
  }
  return { rows, bytes, last: sizes[rows - 1]?.position, isEnd: rows === sizes.length && rows < PIECE.rows }
}

/**
 * A pattern that finds every document with the words, and some others: what JSON writes otherwise, and letters whose
 * case databases do not know, may be anything.
 */
const roughly = (folded: string) =>
  `%${Array.from(folded.slice(0, 256), (letter) => {
    if (/[%_]/.test(letter)) return `\\${letter}`
    const isPlain = /[\x20-\x7e]/.test(letter) && letter !== '"' && letter !== '\\'
    const isUncased = letter > '\x7f' && letter.toUpperCase() === letter && letter.normalize('NFD') === letter
    return isPlain || isUncased ? letter : '%'
  }).join('')}%`

function excerptOf(message: Message, wanted: string): Excerpt | undefined {
  const text = messageTextOf(message)
  const at = foldCase(text).indexOf(wanted)
  if (at < 0) return undefined
  const from = Math.max(0, at - EXCERPT.before)
  const line = text
    .slice(from, from + EXCERPT.whole)
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
  const { id, thread_id, role, created_at } = message
  return { id, thread_id, role, created_at, excerpt: from > 0 ? `…${line}` : line }
}

async function withThreads(db: ConnectionDb, found: readonly Excerpt[]): Promise<FoundMessage[]> {
  if (found.length === 0) return []
  const ids = [...new Set(found.map(({ thread_id }) => thread_id))]
  const threads = await db.selectFrom('threads').select(['id', 'title', 'preview']).where('id', 'in', ids).execute()
  const nameOf = (id: string) => threads.find((thread) => thread.id === id)
  return found.map((message) => {
    const { title = null, preview = null } = nameOf(message.thread_id) ?? {}
    return { ...message, thread: { title, preview } }
  })
}
