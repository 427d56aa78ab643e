import type { StoredFile } from '@/lib/protocol/file'
import type { ConnectionDb } from './connection-db'
import { documentColumns, type DocumentRow } from './documents'
import { fileUses } from './file-uses'
import type { FileTable } from './file-table'
import { createObjects } from './objects'
import { listPage } from './paging'
import type { TableOptions } from './store'

/** How many expired files are named at once. */
const EXPIRED_AT_ONCE = 500

/** How many ids one query asks for: databases bound the parameters of a query. */
const IDS_AT_ONCE = 500

const expiryOf = ({ expires_at }: StoredFile) => (expires_at == null ? null : expires_at * 1000)

export function createFiles(db: ConnectionDb, { clock, nextPosition, pageBytes, documents }: TableOptions): FileTable {
  const read = (row: DocumentRow) => documents.object<StoredFile>('files', row)
  const rowsOf = () => db.selectFrom('files')
  const standing = () =>
    rowsOf().where(({ eb, or }) => or([eb('expiry_ms', 'is', null), eb('expiry_ms', '>', clock())]))
  async function idsIn(rows: ReturnType<typeof rowsOf>, ids: readonly string[]) {
    const found = new Set<string>()
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
      const some = rows.select('id').where('id', 'in', ids.slice(at, at + IDS_AT_ONCE))
      for (const { id } of await some.execute()) found.add(id)
    }
    return found
  }

  return {
    ...createObjects<StoredFile>(db, { name: 'files', documents }),

    async insert(file, placement) {
      const { id, purpose } = file
      const columns = { id, purpose, expiry_ms: expiryOf(file), position: nextPosition(placement) }
      await db.insertInto('files', { ...columns, document: JSON.stringify(file) }).execute()
    },

    async get(id) {
      const row = await standing().select(documentColumns).where('id', '=', id).executeTakeFirst()
      return row && read(row)
    },

    async put(file) {
      const change = { purpose: file.purpose, expiry_ms: expiryOf(file), document: JSON.stringify(file) }
      const result = await db.updateTable('files').set(change).where('id', '=', file.id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    list({ purpose, ...query }) {
      const scope = standing()
      const rows = (purpose === undefined ? scope : scope.where('purpose', '=', purpose)).select(documentColumns)
      return listPage({ noun: 'file', scope, rows, read, pageBytes }, query)
    },

    present: (ids) => idsIn(standing(), ids),
    rows: (ids) => idsIn(rowsOf(), ids),

    uses: (ids) => fileUses(db, ids),

    async expired() {
      const over = rowsOf().select('id').where('expiry_ms', '<=', clock()).orderBy('expiry_ms')
      return (await over.limit(EXPIRED_AT_ONCE).execute()).map(({ id }) => id)
    },
  }
}
