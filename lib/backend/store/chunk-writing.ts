import { type RawBuilder, sql } from 'kysely'
import type { NewBlock, NewChunk } from './chunk-table'
import { atomically, type ConnectionDb } from './connection-db'
import { isSqlite } from './database'
import { columnText } from './index-text'

/** Rows of one statement: the event loop waits for each. */
const ROWS_AT_ONCE = 500

type TermRow = readonly [term: string, chunks: number, level: number, hits: string]

/** All of a block or nothing. */
export const writeBlock = (db: ConnectionDb, { store, file, first, chunks }: NewBlock, position: number) =>
  atomically(db, async (db) => {
    const lengths = chunks.map(({ length }) => length)
    const terms = termRowsOf(chunks)
    // The store's row first, which makes writers of one store wait for each other and not for ever.
    await sql`update vector_stores
      set chunks = chunks + ${chunks.length}, terms = terms + ${lengths.reduce((sum, each) => sum + each, 0)}
      where connection_id = ${db.connection} and position = ${store}`.execute(db.whole)
    const told = JSON.stringify(terms.map(([term, count, level]) => [term, count, level]))
    const row = { position, store, file, first, lengths: lengths.join(' '), terms: told }
    await db.insertInto('chunk_blocks', row).execute()
    const texts = chunks.map(({ text, start, end }, number) => ({
      ...{ block: position, number, first: start, last: end },
      text: columnText(text),
    }))
    await db.insertInto('chunks', texts).execute()
    for (const some of piecesOf(terms)) {
      const rows = rowsIn(db, some)
      await sql`insert into postings (connection_id, store, term, level, block, hits)
        select ${db.connection}, ${int(store)}, term, level, ${int(position)}, hits from (${rows}) as given`.execute(
        db.whole,
      )
      await sql`insert into chunk_terms (connection_id, store, term, chunks)
        select ${db.connection}, ${int(store)}, term, count from (${rows}) as given where true
        on conflict (connection_id, store, term) do update set chunks = chunk_terms.chunks + excluded.chunks`.execute(
        db.whole,
      )
    }
    return position
  })

/** Removes a block of the file with all that names it. */
export const removeBlock = (db: ConnectionDb, file: number) =>
  atomically(db, async (db) => {
    const blocks = db.selectFrom('chunk_blocks').where('file', '=', file)
    const row = await blocks.select(['position', 'store', 'lengths', 'terms']).limit(1).executeTakeFirst()
    if (!row) return false
    const { position, store, lengths } = row
    const counts = lengths.split(' ').map(Number)
    await sql`update vector_stores
      set chunks = chunks - ${counts.length}, terms = terms - ${counts.reduce((sum, each) => sum + each, 0)}
      where connection_id = ${db.connection} and position = ${store}`.execute(db.whole)
    for (const some of piecesOf(JSON.parse(row.terms) as readonly TermRow[])) {
      const rows = rowsIn(db, some)
      const own = sql`connection_id = ${db.connection} and store = ${store}`
      for (const level of LEVELS) {
        const known = rowsIn(
          db,
          some.filter((row) => row[2] === level),
        )
        await sql`delete from postings where ${own} and level = ${level} and block = ${position}
          and term in (select term from (${known}) as given)`.execute(db.whole)
      }
      await sql`update chunk_terms set chunks = chunks - given.count from (${rows}) as given
        where ${own} and chunk_terms.term = given.term`.execute(db.whole)
      await sql`delete from chunk_terms where ${own} and chunks <= 0
        and term in (select term from (${rows}) as given)`.execute(db.whole)
    }
    await db.deleteFrom('chunk_vectors').where('block', '=', position).execute()
    await db.deleteFrom('chunks').where('block', '=', position).execute()
    await db.deleteFrom('chunk_blocks').where('position', '=', position).execute()
    return true
  })

const int = (value: number) => sql`cast(${value} as bigint)`

/** The rows as a query, handed over in one text: thousands of parameters would take longer than the insert. */
function rowsIn(db: ConnectionDb, rows: readonly TermRow[]): RawBuilder<unknown> {
  const text = JSON.stringify(rows)
  return isSqlite(db.whole)
    ? sql`select value ->> 0 as term, value ->> 1 as count, value ->> 2 as level, value ->> 3 as hits
        from json_each(${text})`
    : sql`select value ->> 0 as term, (value ->> 1)::bigint as count, (value ->> 2)::integer as level,
        value ->> 3 as hits from jsonb_array_elements(${text}::jsonb)`
}

function* piecesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE)
}

/** In the order of the terms, in which all writers take their rows. */
function termRowsOf(chunks: readonly NewChunk[]): readonly TermRow[] {
  const hits = new Map<string, { text: string; chunks: number; best: number }>()
  for (const [index, { terms, length }] of chunks.entries()) {
    for (const [term, count] of terms) {
      const before = hits.get(term)
      const weight = weightOf(count, length)
      hits.set(term, {
        text: before ? `${before.text} ${index}:${count}` : `${index}:${count}`,
        chunks: (before?.chunks ?? 0) + 1,
        best: Math.max(before?.best ?? 0, weight),
      })
    }
  }
  return [...hits]
    .map(([term, { text, chunks, best }]): TermRow => [term, chunks, levelOf(best), text])
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
}

/** What most chunks have. The order of reading goes by it, and no score does. */
const USUAL_LENGTH = 400

/** How much a term counts that is so often in a chunk of so many terms, from 0 to 1. */
const weightOf = (count: number, length: number) => count / (count + 1.2 * (0.25 + (0.75 * length) / USUAL_LENGTH))

/** The least weight of each level but the last. */
const WEIGHTS = [0.75, 0.5]

/** How much a term can count in a block, from the most on. */
export const LEVELS = [0, 1, 2] as const

function levelOf(weight: number): number {
  const level = WEIGHTS.findIndex((least) => weight >= least)
  return level < 0 ? WEIGHTS.length : level
}
