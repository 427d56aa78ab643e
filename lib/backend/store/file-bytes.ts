// The bytes of files in PostgreSQL, where all instances see the same, and what there is of those that lie in a bucket.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '@/lib/backend/clock'
import { atomically, type ConnectionDb } from './connection-db'
import type { FileBytesTable } from './file-bytes-table'

/** Another instance may be at what looks forgotten: a slow client, a large import. */
const FORGOTTEN_MS = 24 * 3_600_000

/** How often an upload says that somebody is at it. */
const TOUCH_MS = 60_000

/** How many uploads are told of at once. */
const AT_ONCE = 500

export const createFileBytes = (db: ConnectionDb, clock: Clock): FileBytesTable => ({
  ...createUploads(db, clock),
  ...createWhole(db, clock),
})

type Upload = 'begin' | 'append' | 'touch' | 'finish' | 'abandon' | 'forgotten'

function createUploads(db: ConnectionDb, clock: Clock): Pick<FileBytesTable, Upload> {
  const touched = new Map<string, number>()

  async function touch(upload: string) {
    const now = clock()
    if (now - (touched.get(upload) ?? 0) < TOUCH_MS) return
    touched.set(upload, now)
    await db.updateTable('file_bytes').set({ touched_ms: now }).where('upload', '=', upload).execute()
  }

  return {
    async begin(id, place) {
      const upload = randomUUID()
      const now = clock()
      await db.insertInto('file_bytes', { upload, id, size: null, touched_ms: now, place }).execute()
      touched.set(upload, now)
      return upload
    },

    async append(upload, { number, bytes }) {
      await db.insertInto('file_pieces', { upload, number, bytes }).execute()
      await touch(upload)
    },

    touch,

    async finish(upload, size) {
      touched.delete(upload)
      await atomically(db, async (db) => {
        const own = db.selectFrom('file_bytes').select('id').where('upload', '=', upload)
        const earlier = db.deleteFrom('file_bytes').where('size', 'is not', null)
        await earlier.where('id', 'in', own).execute()
        const whole = db.updateTable('file_bytes').set({ size, touched_ms: clock() }).where('upload', '=', upload)
        const { numUpdatedRows } = await whole.executeTakeFirst()
        if (numUpdatedRows !== 1n) throw new Error('The upload was given up: nobody had been at it for long.')
      })
    },

    async abandon(upload) {
      touched.delete(upload)
      await db.deleteFrom('file_bytes').where('upload', '=', upload).execute()
    },

    forgotten() {
      const underway = db.selectFrom('file_bytes').select(['upload', 'id', 'place']).where('size', 'is', null)
      const left = underway.where('touched_ms', '<', clock() - FORGOTTEN_MS).orderBy('touched_ms')
      return left.limit(AT_ONCE).execute()
    },
  }
}

/** What was uploaded to be imported belongs to its transfer. */
const HAS_NO_FILE = sql<boolean>`not exists (
  select 1 from files where files.connection_id = file_bytes.connection_id and files.id = file_bytes.id
) and not exists (
  select 1 from transfers where transfers.connection_id = file_bytes.connection_id and transfers.id = file_bytes.id
)`

const createWhole = (db: ConnectionDb, clock: Clock): Omit<FileBytesTable, Upload> => ({
  async find(id) {
    const found = db.selectFrom('file_bytes').select(['upload', 'size', 'place']).where('id', '=', id)
    const row = await found.where('size', 'is not', null).executeTakeFirst()
    return row && { ...row, size: Number(row.size) }
  },

  async read(upload, { number, from, length }) {
    const part = sql<Uint8Array>`substring(bytes from ${from + 1}::int for ${length}::int)`.as('bytes')
    const piece = db.selectFrom('file_pieces').select(part).where('upload', '=', upload)
    return (await piece.where('number', '=', number).executeTakeFirst())?.bytes
  },

  async remove(id) {
    await db.deleteFrom('file_bytes').where('id', '=', id).where('size', 'is not', null).execute()
  },

  async uploads(place, after = '') {
    const there = db.selectFrom('file_bytes').select(['upload', 'id', 'size']).where('place', '=', place)
    const rows = await there.where('upload', '>', after).orderBy('upload').limit(AT_ONCE).execute()
    return rows.map(({ size, ...row }) => ({ ...row, size: size === null ? null : Number(size) }))
  },

  async unowned() {
    const whole = db.selectFrom('file_bytes').select('id').where('size', 'is not', null)
    const old = whole.where('touched_ms', '<', clock() - FORGOTTEN_MS)
    const rows = await old.where(HAS_NO_FILE).execute()
    return rows.map(({ id }) => id)
  },
})
