// The embeddings of chunks, a row for the chunks of a block.
import { sql } from 'kysely'
import type { ChunkTable } from './chunk-table'
import type { ConnectionDb } from './connection-db'

/** Each may be some 100 kB. */
const BLOCKS_OF_VECTORS = 16

export const vectorsOf = (
  db: ConnectionDb,
): Pick<ChunkTable, 'setVectors' | 'vectors' | 'unembedded' | 'embedded'> => ({
  async setVectors({ block, store, model, vectors }) {
    const text = Buffer.concat(vectors.map(bytesOf)).toString('base64')
    await sql`insert into chunk_vectors (connection_id, block, store, model, vectors)
      select connection_id, position, ${int(store)}, ${model}, ${`${vectors.length} ${text}`}
      from chunk_blocks where connection_id = ${db.connection} and position = ${block}
      on conflict (connection_id, block) do update set model = excluded.model, vectors = excluded.vectors`.execute(
      db.whole,
    )
  },

  async vectors({ store, model, after }) {
    const own = db.selectFrom('chunk_vectors').select(['block', 'vectors']).where('store', '=', store)
    const rows = await own
      .where('model', '=', model)
      .where('block', '>', after)
      .orderBy('block')
      .limit(BLOCKS_OF_VECTORS)
      .execute()
    const blocks = rows.map(({ block, vectors }) => ({ block, vectors: vectorsIn(vectors) }))
    return { blocks, last: blocks.length < BLOCKS_OF_VECTORS ? null : (blocks.at(-1)?.block ?? null) }
  },

  unembedded: (query) => unembedded(db, query),
  embedded: (query) => embedded(db, query),
})

async function unembedded(db: ConnectionDb, { model, after, limit }: Parameters<ChunkTable['unembedded']>[0]) {
  const rows = await db
    .selectFrom('chunk_blocks')
    .leftJoin('chunk_vectors as made', (join) =>
      join
        .onRef('made.connection_id', '=', 'chunk_blocks.connection_id')
        .onRef('made.block', '=', 'chunk_blocks.position')
        .on('made.model', '=', model),
    )
    .select(['chunk_blocks.position', 'chunk_blocks.store'])
    .where('chunk_blocks.position', '>', after)
    .where('made.block', 'is', null)
    .orderBy('chunk_blocks.position')
    .limit(limit)
    .execute()
  const blocks = []
  for (const { position: block, store } of rows) {
    const chunks = db.selectFrom('chunks').select('text').where('block', '=', block).orderBy('number')
    blocks.push({ block, store, texts: (await chunks.execute()).map(({ text }) => text) })
  }
  return blocks
}

async function embedded(db: ConnectionDb, { storeId, model }: Parameters<ChunkTable['embedded']>[0]) {
  const row = await db
    .selectFrom('vector_store_files')
    .innerJoin('chunk_blocks as block', (join) =>
      join
        .onRef('block.connection_id', '=', 'vector_store_files.connection_id')
        .onRef('block.file', '=', 'vector_store_files.index_number'),
    )
    .leftJoin('chunk_vectors as made', (join) =>
      join
        .onRef('made.connection_id', '=', 'block.connection_id')
        .onRef('made.block', '=', 'block.position')
        .on('made.model', '=', model),
    )
    .where('vector_store_files.store_id', '=', storeId)
    .where('vector_store_files.state', '=', 'completed')
    .select(({ fn }) => [fn.countAll<number>().as('blocks'), fn.count<number>('made.block').as('embedded')])
    .executeTakeFirst()
  return { blocks: Number(row?.blocks ?? 0), embedded: Number(row?.embedded ?? 0) }
}

const int = (value: number) => sql`cast(${value} as bigint)`

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength)

/** `3 ` and the numbers of three vectors, which are of one length. */
function vectorsIn(text: string): readonly Float32Array[] {
  const space = text.indexOf(' ')
  const count = Number(text.slice(0, space))
  // A copy of its own: numbers of four bytes lie at multiples of four.
  const { buffer } = Uint8Array.from(Buffer.from(text.slice(space + 1), 'base64'))
  const width = Math.floor(buffer.byteLength / 4 / Math.max(1, count))
  return Array.from({ length: count }, (_, index) => new Float32Array(buffer, index * width * 4, width))
}
