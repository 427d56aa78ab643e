import type { Attributes, VectorStoreFile } from '@/lib/protocol/vector-store'
import { atomically, type ConnectionDb } from './connection-db'
import { isRecord, jsonOf } from './document-shapes'
import { documentColumns, type DocumentRow, type Documents, readable } from './documents'
import { listPage } from './paging'
import { numberOf } from './positions'
import type { TableOptions } from './store'
import type { IndexOutcome, VectorStoreFileRow, VectorStoreFileTable } from './vector-store-file-table'
import { addCount, noFiles } from './vector-stores'

interface Row extends DocumentRow {
  readonly batch_id: string | null
  readonly state: string
  readonly usage_bytes: number
  readonly index_number: number
  readonly attributes: string
  readonly position: number
}

const columns = [...documentColumns, 'batch_id', 'state', 'usage_bytes', 'index_number', 'attributes'] as const

/** How many files' attributes are read at once. */
const ATTRIBUTES_AT_ONCE = 1_000

/** What changes while a file is indexed stands in columns, so that each writer changes its own. */
export function createVectorStoreFiles(
  db: ConnectionDb,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): VectorStoreFileTable {
  const rows = () => db.selectFrom('vector_store_files')
  const read = readerOf(documents)
  const one = (storeId: string, id: string) => rows().where('store_id', '=', storeId).where('id', '=', id)

  return {
    insert: (file, batchId) =>
      atomically(db, async (db) => {
        const before = await removeFile(db, file.vector_store_id, file.id)
        const position = await numberOf(db.whole, nextPosition())
        await db.insertInto('vector_store_files', toRow(file, { batchId, position })).execute()
        return before
      }),

    async get(storeId, id) {
      const row = await one(storeId, id).select(columns).executeTakeFirst()
      return row && read(row)
    },

    async list(storeId, { filter, batchId, ...query }) {
      const scope = rows().where('store_id', '=', storeId)
      const ofBatch = batchId === undefined ? scope : scope.where('batch_id', '=', batchId)
      const asked = filter === undefined ? ofBatch : ofBatch.where('state', '=', filter)
      const page = await listPage({ noun: 'file', scope, rows: asked.select(columns), read, pageBytes }, query)
      return { ...page, data: page.data.map(({ file }) => file) }
    },

    async amend({ storeId, id, attributes, batchId }) {
      const result = await db
        .updateTable('vector_store_files')
        .set({ attributes: JSON.stringify(attributes), ...(batchId !== undefined && { batch_id: batchId }) })
        .where('store_id', '=', storeId)
        .where('id', '=', id)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    finish: (number, outcome) => finish(db, read, { number, ...outcome }),

    remove: (storeId, id) => atomically(db, (db) => removeFile(db, storeId, id)),

    removeEverywhere: (id) =>
      atomically(db, async (db) => {
        const found = await db.selectFrom('vector_store_files').select('store_id').where('id', '=', id).execute()
        await db.deleteFrom('vector_store_files').where('id', '=', id).execute()
        return found.map(({ store_id }) => store_id)
      }),

    retry: (id) => retry(db, read, id),

    ...batchesOf(db),
    ...queueOf(db, read),
  }
}

async function removeFile(db: ConnectionDb, storeId: string, id: string) {
  const found = db.selectFrom('vector_store_files').where('store_id', '=', storeId).where('id', '=', id)
  const row = await found.select('index_number').executeTakeFirst()
  await db.deleteFrom('vector_store_files').where('store_id', '=', storeId).where('id', '=', id).execute()
  return row?.index_number
}

type Read = (row: Row) => VectorStoreFileRow

const retry = (db: ConnectionDb, read: Read, id: string) =>
  atomically(db, async (db) => {
    const failed = db.selectFrom('vector_store_files').where('id', '=', id).where('state', '=', 'failed')
    const rows = await failed.select(columns).execute()
    for (const row of rows) {
      const document = JSON.stringify({ ...read(row).file, last_error: null })
      const one = db.updateTable('vector_store_files').where('index_number', '=', row.index_number)
      await one.set({ state: 'in_progress', document }).execute()
    }
    return rows.length > 0
  })

const finish = (
  db: ConnectionDb,
  read: Read,
  { number, state, usageBytes, error }: IndexOutcome & { readonly number: number },
) =>
  atomically(db, async (db) => {
    const isIt = db.selectFrom('vector_store_files').where('index_number', '=', number)
    const row = await isIt.where('state', '=', 'in_progress').select(columns).executeTakeFirst()
    if (!row) return false
    const document = JSON.stringify({ ...read(row).file, last_error: error })
    const result = await db
      .updateTable('vector_store_files')
      .set({ state, usage_bytes: usageBytes, document })
      .where('index_number', '=', number)
      .where('state', '=', 'in_progress')
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  })

const batchesOf = (db: ConnectionDb): Pick<VectorStoreFileTable, 'cancelBatch' | 'countBatch'> => ({
  cancelBatch: (batchId) =>
    atomically(db, async (db) => {
      const open = db.selectFrom('vector_store_files').where('batch_id', '=', batchId)
      const found = await open.where('state', '=', 'in_progress').select('index_number').execute()
      await db
        .updateTable('vector_store_files')
        .set({ state: 'cancelled' })
        .where('batch_id', '=', batchId)
        .where('state', '=', 'in_progress')
        .execute()
      return found.map(({ index_number }) => index_number)
    }),

  async countBatch(batchId) {
    const counted = await db
      .selectFrom('vector_store_files')
      .select('state')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('batch_id', '=', batchId)
      .groupBy('state')
      .execute()
    return counted.reduce((counts, { state, count }) => addCount(counts, state, Number(count)), noFiles)
  },
})

const queueOf = (db: ConnectionDb, read: Read): Pick<VectorStoreFileTable, 'waiting' | 'waitingAt' | 'attributes'> => ({
  async waiting(limit, except) {
    const open = db
      .selectFrom('vector_store_files')
      .select(columns)
      .where('state', '=', 'in_progress')
      .orderBy('position')
    const others = except.length === 0 ? open : open.where('index_number', 'not in', except)
    return readable(await others.limit(limit).execute(), read)
  },

  async waitingAt(number) {
    const one = db.selectFrom('vector_store_files').select(columns).where('index_number', '=', number)
    return readable(await one.where('state', '=', 'in_progress').execute(), read)[0]
  },

  async attributes(storeId, after) {
    const indexed = db.selectFrom('vector_store_files').where('store_id', '=', storeId).where('state', '=', 'completed')
    const found = await indexed
      .select(['index_number', 'attributes'])
      .where('index_number', '>', after)
      .orderBy('index_number')
      .limit(ATTRIBUTES_AT_ONCE)
      .execute()
    return found.map((row) => ({ number: row.index_number, attributes: jsonOf(row.attributes) }))
  },
})

function toRow(file: VectorStoreFile, { batchId, position }: { batchId: string | null; position: number }) {
  const { id, vector_store_id: store_id, status: state, usage_bytes, attributes } = file
  const named = { id, store_id, batch_id: batchId, state, usage_bytes }
  // The place is a number that no other has.
  return {
    ...named,
    index_number: position,
    attributes: JSON.stringify(attributes),
    position,
    document: JSON.stringify(file),
  }
}

const readerOf =
  (documents: Documents) =>
  (row: Row): VectorStoreFileRow => {
    const file = documents.object<VectorStoreFile>('vector_store_files', row)
    const attributes = jsonOf(row.attributes)
    return {
      file: {
        ...file,
        status: row.state as VectorStoreFile['status'],
        usage_bytes: row.usage_bytes,
        attributes: isRecord(attributes) ? (attributes as Attributes) : {},
      },
      batchId: row.batch_id,
      number: row.index_number,
    }
  }
