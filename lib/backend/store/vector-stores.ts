import { sql } from 'kysely'
import { storeFileStates, type FileCounts, type StoreFileState } from '@/lib/protocol/vector-store'
import { forgetAnswers } from './answers'
import { atomically, type ConnectionDb } from './connection-db'
import { documentColumns, type Documents, type DocumentRow } from './documents'
import { listPage } from './paging'
import type { Page } from './page'
import { numberOf } from './positions'
import type { TableOptions } from './store'
import type { StoredVectorStore, VectorStoreRow, VectorStoreTable } from './vector-store-table'

const DAY_MS = 86_400_000

interface Row extends DocumentRow {
  readonly position: number
  readonly last_active_ms: number
  readonly expiry_ms: number | null
  readonly is_expired: number
}

const columns = [...documentColumns, 'last_active_ms', 'expiry_ms', 'is_expired'] as const

export function createVectorStores(
  db: ConnectionDb,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): VectorStoreTable {
  const stores = () => db.selectFrom('vector_stores')
  const update = (id: string) => db.updateTable('vector_stores').where('id', '=', id)
  const read = readerOf(documents)
  const counted = async (rows: readonly Uncounted[]) => {
    const counts = await countFiles(
      db,
      rows.map(({ store }) => store.id),
    )
    return rows.map((row): VectorStoreRow => ({ ...row, ...(counts.get(row.store.id) ?? nothing) }))
  }
  return {
    async insert(store, { atMs, ...placement }) {
      const days = store.expires_after?.days ?? null
      const times = { last_active_ms: atMs, expires_days: days, expiry_ms: days === null ? null : atMs + days * DAY_MS }
      const position = await numberOf(db.whole, nextPosition(placement))
      await db
        .insertInto('vector_stores', { id: store.id, ...times, position, document: JSON.stringify(store) })
        .execute()
    },

    async get(id) {
      const row = await stores().select(columns).where('id', '=', id).executeTakeFirst()
      return row && (await counted([read(row)]))[0]
    },

    async list(query): Promise<Page<VectorStoreRow>> {
      const scope = stores()
      const page = await listPage({ noun: 'vector store', scope, rows: scope.select(columns), read, pageBytes }, query)
      return { ...page, data: await counted(page.data) }
    },

    async put(store) {
      const expires_days = store.expires_after?.days ?? null
      const expiry_ms =
        expires_days === null ? null : sql<number>`last_active_ms + cast(${expires_days * DAY_MS} as bigint)`
      const change = { document: JSON.stringify(store), expires_days, expiry_ms }
      const result = await update(store.id).set(change).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    remove: (id) =>
      atomically(db, async (db) => {
        await db.deleteFrom('records').where('owner', '=', id).execute()
        await forgetAnswers(db, id)
        const result = await db.deleteFrom('vector_stores').where('id', '=', id).executeTakeFirst()
        return result.numDeletedRows > 0n
      }),

    ...expiryOf(db),
  }
}

const expiryOf = (db: ConnectionDb): Pick<VectorStoreTable, 'touch' | 'expire'> => ({
  async touch(id, atMs) {
    const later = sql<number>`case when last_active_ms < ${atMs} then ${atMs} else last_active_ms end`
    const result = await db
      .updateTable('vector_stores')
      .where('id', '=', id)
      .where('is_expired', '=', 0)
      .where(({ eb, or }) => or([eb('expiry_ms', 'is', null), eb('expiry_ms', '>', atMs)]))
      .set({
        last_active_ms: later,
        expiry_ms: sql<number>`${later} + cast(expires_days as bigint) * ${sql.lit(DAY_MS)}`,
      })
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  },

  async expire(nowMs) {
    const over = await db
      .selectFrom('vector_stores')
      .select('id')
      .where('expiry_ms', '<=', nowMs)
      .where('is_expired', '=', 0)
      .execute()
    const ids = over.map(({ id }) => id)
    for (const id of ids) {
      await db.updateTable('vector_stores').where('id', '=', id).set({ is_expired: 1 }).execute()
    }
    return ids
  },
})

type Uncounted = Omit<VectorStoreRow, 'counts' | 'usageBytes'>

const readerOf =
  (documents: Documents) =>
  (row: Row): Uncounted => ({
    store: documents.object<StoredVectorStore>('vector_stores', row),
    number: row.position,
    lastActiveMs: row.last_active_ms,
    expiresMs: row.expiry_ms,
    isExpired: row.is_expired !== 0,
  })

const none = Object.fromEntries(storeFileStates.map((state) => [state, 0])) as Record<StoreFileState, number>
const nothing: Pick<VectorStoreRow, 'counts' | 'usageBytes'> = { counts: { ...none, total: 0 }, usageBytes: 0 }

/** How many files of a store, or of a batch, are in which state. */
export function addCount(counts: FileCounts, state: string, count: number): FileCounts {
  const known = storeFileStates.find((each) => each === state) ?? 'failed'
  return { ...counts, [known]: counts[known] + count, total: counts.total + count }
}

export const noFiles: FileCounts = nothing.counts

/** By an index that has all that is counted. */
async function countFiles(db: ConnectionDb, ids: readonly string[]) {
  const counts = new Map<string, typeof nothing>()
  if (ids.length === 0) return counts
  const rows = await db
    .selectFrom('vector_store_files')
    .select(['store_id', 'state'])
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number>('usage_bytes').as('bytes')])
    .where('store_id', 'in', ids)
    .groupBy(['store_id', 'state'])
    .execute()
  for (const { store_id, state, count, bytes } of rows) {
    const before = counts.get(store_id) ?? nothing
    counts.set(store_id, {
      counts: addCount(before.counts, state, Number(count)),
      usageBytes: before.usageBytes + Number(bytes),
    })
  }
  return counts
}
