// What files in vector stores are found by: their chunks, and for each term where it occurs. Chunks lie in blocks, and
// a term has one row for all chunks of a block, under how much it counts there at most: so who looks for a frequent
// term reads where it counts most, and not all of it.
import { sql } from 'kysely'
import type { ChunkTable, IndexedBlock, Posting, StoredChunk } from './chunk-table'
import { keyOfPlace } from './chunk-table'
import { vectorsOf } from './chunk-vectors'
import { LEVELS, removeBlock, writeBlock } from './chunk-writing'
import type { ConnectionDb } from './connection-db'
import { numberOf } from './positions'
import type { TableOptions } from './store'

/** How many values one query is given. */
const AT_ONCE = 500
const ABANDONED_AT_ONCE = 500

export function createChunks(db: ConnectionDb, { nextPosition, pageBytes }: TableOptions): ChunkTable {
  return {
    write: async (block) => writeBlock(db, block, await numberOf(db.whole, nextPosition())),
    removeBlock: (file) => removeBlock(db, file),
    abandoned: (after) => abandoned(db, after),
    size: (stores) => size(db, stores),
    frequencies: (stores, terms) => frequencies(db, stores, terms),

    ...postingsOf(db),
    ...vectorsOf(db),
    blocks: (blocks) => readBlocks(db, blocks),

    async blocksOf(files) {
      const found: number[] = []
      for (const some of inPieces(files)) {
        const rows = await db.selectFrom('chunk_blocks').select('position').where('file', 'in', some).execute()
        // There may be more than a call can be given at once.
        for (const { position } of rows) found.push(position)
      }
      return found
    },

    async texts(places) {
      const found = new Map<string, StoredChunk>()
      const wanted = new Set(places.map(keyOfPlace))
      for (const some of inPieces([...new Set(places.map(({ block }) => block))])) {
        const numbers = [...new Set(places.filter(({ block }) => some.includes(block)).map(({ index }) => index))]
        const rows = db.selectFrom('chunks').select(chunkColumns).where('block', 'in', some)
        for (const row of await rows.where('number', 'in', numbers).execute()) {
          const key = keyOfPlace({ block: row.block, index: row.number })
          if (wanted.has(key)) found.set(key, toChunk(row, 0))
        }
      }
      return found
    },

    ofFile: (file, from) => chunksOf(db, { file, from, pageBytes }),
  }
}

const postingsOf = (db: ConnectionDb): Pick<ChunkTable, 'postings' | 'postingsIn'> => ({
  async postings({ store, term, limit }) {
    const best = db
      .selectFrom('postings')
      .select(['block', 'hits'])
      .where('store', '=', store)
      .where('term', '=', term)
      .orderBy('level')
      .orderBy('block')
      .limit(limit)
    // One row for all: handing a row over costs more than all that is done with it.
    const all = db.whole.selectFrom(best.as('best')).select(packed.as('all'))
    return unpacked((await all.executeTakeFirst())?.all ?? '').map((posting) => ({ ...posting, term }))
  },

  async postingsIn({ store, terms, blocks }) {
    const found: Posting[] = []
    for (const some of inPieces(blocks)) {
      const own = db.selectFrom('postings').where('store', '=', store).where('term', 'in', terms)
      const rows = own.where('level', 'in', LEVELS).where('block', 'in', some)
      const all = rows.select(['term', packed.as('all')]).groupBy('term')
      for (const row of await all.execute()) {
        found.push(...unpacked(row.all ?? '').map((posting) => ({ ...posting, term: row.term })))
      }
    }
    return found
  },
})

const packed = sql<string | null>`string_agg(block || '=' || hits, ';')`

/** `17=0:2 5:1;23=…` */
const unpacked = (text: string): readonly Omit<Posting, 'term'>[] =>
  text === ''
    ? []
    : text.split(';').map((entry) => {
        const [block, hits = ''] = entry.split('=')
        return { block: Number(block), hits: hits.split(' ').map(toHit) }
      })

const toHit = (hit: string): readonly [number, number] => {
  const colon = hit.indexOf(':')
  return [Number(hit.slice(0, colon)), Number(hit.slice(colon + 1))]
}

function* inPieces<T>(values: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < values.length; at += AT_ONCE) yield values.slice(at, at + AT_ONCE)
}

const chunkColumns = ['block', 'number', 'first', 'last', 'text'] as const

interface ChunkRow {
  readonly number: number
  readonly first: number
  readonly last: number
  readonly text: string
}

const toChunk = ({ number, first, last, text }: ChunkRow, before: number): StoredChunk => ({
  number: before + number,
  text,
  start: first,
  end: last,
})

async function size(db: ConnectionDb, stores: readonly number[]) {
  const own = db.selectFrom('vector_stores').where('position', 'in', stores)
  const all = own.select(({ fn }) => [fn.sum<number>('chunks').as('chunks'), fn.sum<number>('terms').as('terms')])
  const row = await all.executeTakeFirst()
  return { chunks: Number(row?.chunks ?? 0), terms: Number(row?.terms ?? 0) }
}

async function frequencies(db: ConnectionDb, stores: readonly number[], terms: readonly string[]) {
  const found = new Map<string, number>()
  for (const some of inPieces(terms)) {
    const rows = db.selectFrom('chunk_terms').select(['term', 'chunks']).where('store', 'in', stores)
    for (const { term, chunks } of await rows.where('term', 'in', some).execute()) {
      found.set(term, (found.get(term) ?? 0) + chunks)
    }
  }
  return found
}

async function readBlocks(db: ConnectionDb, blocks: readonly number[]): Promise<readonly IndexedBlock[]> {
  const found: IndexedBlock[] = []
  for (const some of inPieces(blocks)) {
    const rows = await db
      .selectFrom('chunk_blocks')
      .innerJoin('vector_store_files as file', (join) =>
        join
          .onRef('file.connection_id', '=', 'chunk_blocks.connection_id')
          .onRef('file.index_number', '=', 'chunk_blocks.file'),
      )
      .select(['chunk_blocks.position', 'chunk_blocks.first', 'chunk_blocks.lengths'])
      .select(['file.id', 'file.store_id', 'file.index_number'])
      .where('chunk_blocks.position', 'in', some)
      .where('file.state', '=', 'completed')
      .execute()
    for (const { position, first, lengths, id, store_id, index_number } of rows) {
      found.push({
        ...{ block: position, first, fileId: id, storeId: store_id, fileNumber: index_number },
        lengths: lengths.split(' ').map(Number),
      })
    }
  }
  return found
}

/** From file to file by the index: there are many blocks of few files. */
async function abandoned(db: ConnectionDb, after: number) {
  const blocks = db.selectFrom('chunk_blocks').where('file', '>', after)
  const next = await blocks.select('file').distinct().orderBy('file').limit(ABANDONED_AT_ONCE).execute()
  const files = next.map(({ file }) => file)
  if (files.length === 0) return { files, last: null }
  const standing = await db
    .selectFrom('vector_store_files')
    .innerJoin('vector_stores as store', (join) =>
      join
        .onRef('store.connection_id', '=', 'vector_store_files.connection_id')
        .onRef('store.id', '=', 'vector_store_files.store_id'),
    )
    .select('vector_store_files.index_number')
    .where('vector_store_files.index_number', 'in', files)
    .where('vector_store_files.state', 'in', ['in_progress', 'completed'])
    .where('store.is_expired', '=', 0)
    .execute()
  const kept = new Set(standing.map(({ index_number }) => index_number))
  return { files: files.filter((file) => !kept.has(file)), last: files.at(-1) ?? null }
}

interface Reading {
  readonly file: number
  readonly from: number
  readonly pageBytes: number
}

async function chunksOf(db: ConnectionDb, { file, from, pageBytes }: Reading) {
  const blocks = db.selectFrom('chunk_blocks').select(['position', 'first']).where('file', '=', file)
  const chunks: StoredChunk[] = []
  let bytes = 0
  for (const { position, first } of await blocks.orderBy('position').execute()) {
    const rows = db.selectFrom('chunks').select(chunkColumns).where('block', '=', position)
    const behind = from <= first ? rows : rows.where('number', '>=', from - first)
    for (const row of await behind.orderBy('number').execute()) {
      if (chunks.length > 0 && bytes + row.text.length > pageBytes) return { chunks, next: first + row.number }
      bytes += row.text.length
      chunks.push(toChunk(row, first))
    }
  }
  return { chunks, next: null }
}
