// Looks for words in what was said, from the newest message back. What stands in a document is looked through by the
// database, a bounded piece at a time, and others are answered in between: so a search costs the same however much was
// said, and says how far it came.
import { setImmediate as othersFirst } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Message } from '@/lib/protocol/message'
import type { FoundMessage, FoundWords } from '@/lib/protocol/playground'
import { messageTextOf } from '@/lib/run/message-text'
import type { ConnectionDb } from './connection-db'
import { type Documents, readable } from './documents'
import { columnText, foldCase, placeBeforeFolding } from './index-text'
import { findInLarge, type FoundIn } from './large-words'
import type { WordQuery } from './list-queries'
import { bytesOfMessage, messageColumns, type MessageRow, toMessageRow } from './message-texts'

/** What one piece may bring, and what one search may look through. */
const PIECE = { rows: 500, bytes: 1_048_576 }
const MAX_LOOKED = { rows: 5_000, bytes: 8 * 1_048_576 }
/** How many are found at once. */
const FOUND = 20
const EXCERPT = { before: 40, whole: 160 }

type Excerpt = Omit<FoundMessage, 'thread'>

export async function findWords(db: ConnectionDb, documents: Documents, { q, before }: WordQuery): Promise<FoundWords> {
  const wanted = foldCase(columnText(q))
  const found: Excerpt[] = []
  let looked = { rows: 0, bytes: 0 }
  let from = before ?? Number.MAX_SAFE_INTEGER
  let isEnd = false
  while (!isEnd && looked.rows < MAX_LOOKED.rows && looked.bytes < MAX_LOOKED.bytes) {
    const piece = await nextPiece(db, from)
    isEnd = piece.isEnd
    if (piece.last === undefined) break
    const rows = db.selectFrom('messages').select(messageColumns).where('position', '<', from)
    const candidates = await rows
      .where('position', '>=', piece.last)
      .where(sql<boolean>`(texts_version is not null or lower(document) like ${roughly(wanted)} escape '\\')`)
      .orderBy('position', 'desc')
      .execute()
    const told: { readonly at: number; readonly excerpt: Excerpt }[] = []
    for (const row of candidates.map(toMessageRow)) {
      const [message] = readable([row], (each) => documents.object<Message>('messages', each))
      const place = message && (await placeIn(db, { row, message, wanted }))
      if (place) told.push({ at: row.position, excerpt: excerptAt(message, place) })
      if (told.length === FOUND - found.length) break
    }
    found.push(...told.map(({ excerpt }) => excerpt))
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
    .select(['position', bytesOfMessage.as('bytes')])
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

interface Looking {
  readonly row: MessageRow
  /** Of a large one the beginnings of its texts. */
  readonly message: Message
  /** Folded. */
  readonly wanted: string
}

async function placeIn(db: ConnectionDb, { row, message, wanted }: Looking): Promise<FoundIn | undefined> {
  if (row.beside) return findInLarge(db, { message, wanted, beside: row.beside })
  const text = messageTextOf(message)
  const at = foldCase(text).indexOf(wanted)
  return at < 0 ? undefined : { text, at: placeBeforeFolding(text, at), isInside: false }
}

function excerptAt({ id, thread_id, role, created_at }: Message, { text, at, isInside }: FoundIn): Excerpt {
  const from = Math.max(0, at - EXCERPT.before)
  const line = text
    .slice(from, from + EXCERPT.whole)
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
  return { id, thread_id, role, created_at, excerpt: from > 0 || isInside ? `…${line}` : line }
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
