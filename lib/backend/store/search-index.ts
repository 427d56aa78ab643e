// Which rows may contain a text, without looking at all of them. Rows of threads and runs are gathered in blocks, and
// what their texts are made of (see grams.ts) is kept for a segment of blocks at once: for each gram a bit of each
// block that has it. So a search reads a few numbers and then the rows of few blocks. A row is in no block until the
// index has come to it, or when its text has changed since; those rows are always looked through, so none is missed.
import { type SqlBool, sql } from 'kysely'
import { setImmediate as othersFirst } from 'node:timers/promises'
import { asOnlyInstance } from './only-instance'
import { atomically, type ConnectionDb } from './connection-db'
import type { SearchedTable } from './database'
import { SLOTS, slotsOf, slotsWithin } from './grams'

export const ROWS_IN_BLOCK = 64
/** One for each bit of a number. */
const BLOCKS_IN_SEGMENT = 32

/** The block of a row that the index does not know. */
export const UNINDEXED = 2_147_483_647

/** How many grams' bits lie in one row. */
const SLOTS_IN_SLICE = 64
const BYTES_IN_SLICE = SLOTS_IN_SLICE * 4
const SLICES_AT_ONCE = 128

/** Where the rows are that may contain a text; those beyond `last` always may. */
export interface Blocks {
  readonly found: readonly number[]
  readonly last: number
}

/** From so many on a page is found sooner by going through the rows in their order. */
const MAX_BLOCKS = 256

/** Undefined where rows of too many blocks may contain the text, and while there is no segment yet. */
export async function findBlocks(db: ConnectionDb, table: SearchedTable, folded: string): Promise<Blocks | undefined> {
  const slots = slotsWithin(folded)
  const slices = [...new Set(slots.map(sliceOf))]
  const stored = db.selectFrom('signatures').where('kind', '=', table).where('slice', 'in', slices)
  // A row for each slice: handing a row over costs more than all that is done with it.
  const words = sql<string>`string_agg(segment || ' ' || bits, ',')`.as('words')
  const bitsOf = new Map<number, number>()
  for (const row of await stored.select(['slice', words]).groupBy('slice').execute()) {
    const own = slots.filter((slot) => sliceOf(slot) === row.slice)
    for (const [segment, bits] of row.words.split(',').map(toBits)) {
      bitsOf.set(
        segment,
        own.reduce((all, slot) => all & bitsAt(bits, slot), bitsOf.get(segment) ?? ~0),
      )
    }
  }
  if (bitsOf.size === 0) return undefined
  const found = [...bitsOf].flatMap(([segment, bits]) =>
    [...Array(BLOCKS_IN_SEGMENT).keys()].flatMap((index) =>
      (bits >>> index) & 1 ? [segment * BLOCKS_IN_SEGMENT + index] : [],
    ),
  )
  return found.length > MAX_BLOCKS ? undefined : { found, last: lastBlockOf(Math.max(...bitsOf.keys())) }
}

function toBits(word: string): readonly [segment: number, bits: Buffer] {
  const [segment, bits = ''] = word.split(' ')
  return [Number(segment), Buffer.from(bits, 'base64')]
}

const sliceOf = (slot: number) => Math.floor(slot / SLOTS_IN_SLICE)

/** Whatever a fault of the disk has left of them hides nothing. */
const bitsAt = (bytes: Buffer, slot: number) =>
  bytes.length === BYTES_IN_SLICE ? bytes.readUInt32LE((slot % SLOTS_IN_SLICE) * 4) : ~0

const lastBlockOf = (segment: number) => (segment + 1) * BLOCKS_IN_SEGMENT - 1

/** Whether a row lies in one of these blocks. Lists are filled up to a few lengths, for each is another statement. */
export function liesIn({ found, last }: Blocks) {
  const length = 4 ** Math.ceil(Math.log(Math.max(1, found.length)) / Math.log(4))
  const blocks = [...found, ...Array<number>(length - found.length).fill(found[0] ?? -1)]
  return sql<SqlBool>`(search_block in (${sql.join(blocks)}) or search_block > ${last})`
}

/** Fills the index of a connection, behind what is written. */
export interface IndexFilling {
  /** Goes on where there is enough for a segment; resolves when it has come to the end, and never rejects. */
  fill(): Promise<void>
  /** Resolves when nothing more will be written. */
  stop(): Promise<void>
}

interface FillingOptions {
  readonly rowsInBlock: number
  /** Called with a failure, which leaves the rest to the next time, unless the time before failed as well. */
  readonly logLine: (line: string) => void
}

export function createIndexFilling(db: ConnectionDb, { rowsInBlock, logLine }: FillingOptions): IndexFilling {
  const state = { isAsked: false, isStopped: false, hasFailed: false }
  let filling: Promise<void> | undefined

  async function fillAll() {
    try {
      while (state.isAsked && !state.isStopped) {
        state.isAsked = false
        for (const table of ['threads', 'runs'] as const) {
          await fillTable(db, { table, rowsInBlock, isStopped: () => state.isStopped })
        }
      }
      state.hasFailed = false
    } catch (error) {
      if (!state.hasFailed) logLine(`The search's index of ${db.connection} could not be continued: ${String(error)}`)
      state.hasFailed = true
    }
    filling = undefined
  }

  return {
    async fill() {
      state.isAsked = true
      await (filling ??= fillAll())
    },
    async stop() {
      state.isStopped = true
      await filling
    },
  }
}

interface Filling {
  readonly table: SearchedTable
  readonly rowsInBlock: number
  readonly isStopped: () => boolean
}

async function fillTable(db: ConnectionDb, filling: Filling) {
  if (await isWaiting(db, filling)) await asOnlyInstance(db, (db) => fillSegments(db, filling))
}

/** Whether there are rows enough for a segment. */
async function isWaiting(db: ConnectionDb, { table, rowsInBlock }: Filling) {
  const enough = rowsInBlock * BLOCKS_IN_SEGMENT
  const waiting = db.selectFrom(table).select('id').where('search_block', '=', UNINDEXED).limit(enough)
  const counted = db.whole.selectFrom(waiting.as('row')).select(({ fn }) => fn.countAll<number>().as('count'))
  return Number((await counted.executeTakeFirstOrThrow()).count) === enough
}

async function fillSegments(db: ConnectionDb, filling: Filling) {
  const { table, isStopped } = filling
  if (!(await isWaiting(db, filling))) return
  let segment = (await lastSegment(db, table)) + 1
  await releaseHalfDone(db, table, segment)
  await removeEmpty(db, table, segment - 1)
  do {
    await fillSegment(db, { ...filling, segment })
    segment += 1
  } while (!isStopped() && (await isWaiting(db, filling)))
}

async function lastSegment(db: ConnectionDb, table: SearchedTable): Promise<number> {
  const stored = db.selectFrom('signatures').where('kind', '=', table).where('slice', '=', 0)
  const { last } = await stored.select(({ fn }) => fn.max('segment').as('last')).executeTakeFirstOrThrow()
  return last ?? -1
}

/** Rows that were given a block of a segment which was never finished. */
async function releaseHalfDone(db: ConnectionDb, table: SearchedTable, segment: number) {
  const beyond = db
    .updateTable(table)
    .set({ search_block: UNINDEXED })
    .where('search_block', '>', lastBlockOf(segment - 1))
  await beyond.where('search_block', '<', UNINDEXED).execute()
}

/** Segments whose rows were deleted, or have changed since; the last one, by which others are numbered, stays. */
async function removeEmpty(db: ConnectionDb, table: SearchedTable, last: number) {
  const first = sql.ref('segment')
  const own = db.selectFrom('signatures').select('segment').where('kind', '=', table).where('slice', '=', 0)
  const empty = await own
    .where('segment', '<', last)
    .where(
      sql<boolean>`not exists (
        select 1 from ${sql.table(table)} as standing where standing.connection_id = ${db.connection}
          and standing.search_block between ${first} * ${BLOCKS_IN_SEGMENT}
          and ${first} * ${BLOCKS_IN_SEGMENT} + ${BLOCKS_IN_SEGMENT - 1}
      )`,
    )
    .execute()
  if (empty.length === 0) return
  const gone = empty.map(({ segment }) => segment)
  await db.deleteFrom('signatures').where('kind', '=', table).where('segment', 'in', gone).execute()
}

/**
 * Rows are given their block before they are read: a text that changes from then on takes its row out of the block. A
 * search looks through blocks whose segment is not there yet, so that is written last, all at once.
 */
async function fillSegment(
  db: ConnectionDb,
  { table, rowsInBlock, segment, isStopped }: Filling & { readonly segment: number },
) {
  const bits = new Uint32Array(SLOTS)
  for (let index = 0; index < BLOCKS_IN_SEGMENT; index += 1) {
    if (isStopped()) return
    const block = segment * BLOCKS_IN_SEGMENT + index
    const waiting = db.selectFrom(table).select('id').where('search_block', '=', UNINDEXED).limit(rowsInBlock)
    await db.updateTable(table).set({ search_block: block }).where('id', 'in', waiting).execute()
    for (const text of await textsIn(db, table, block)) {
      for (const slot of slotsOf(text)) bits[slot]! |= 1 << index
    }
    await othersFirst()
  }
  await atomically(db, async (db) => {
    const slices = SLOTS / SLOTS_IN_SLICE
    for (let first = 0; first < slices; first += SLICES_AT_ONCE) {
      const rows = Array.from({ length: SLICES_AT_ONCE }, (_, index) => first + index)
      const toRow = (slice: number) => ({ kind: table, slice, segment, bits: fromBits(bits, slice) })
      await db.insertInto('signatures', rows.map(toRow)).execute()
    }
  })
}

function fromBits(bits: Uint32Array, slice: number): string {
  const bytes = Buffer.alloc(BYTES_IN_SLICE)
  for (let index = 0; index < SLOTS_IN_SLICE; index += 1) {
    bytes.writeUInt32LE(bits[slice * SLOTS_IN_SLICE + index]!, index * 4)
  }
  return bytes.toString('base64')
}

/** All that the rows of a block are found by. */
async function textsIn(db: ConnectionDb, table: SearchedTable, block: number): Promise<readonly string[]> {
  if (table === 'runs') {
    const rows = await db.selectFrom('runs').select('id').where('search_block', '=', block).execute()
    return rows.map(({ id }) => id.toLowerCase())
  }
  const threads = db.selectFrom('threads').select(['id', 'title_folded', 'preview_folded'])
  const rows = await threads.where('search_block', '=', block).execute()
  return rows.flatMap(({ id, title_folded, preview_folded }) => [
    id.toLowerCase(),
    title_folded ?? '',
    preview_folded ?? '',
  ])
}
