import { sql } from 'kysely'
import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Db } from '@/lib/backend/store/database'

interface Sides {
  readonly from: (connection: string) => Pick<Blobs, 'read' | 'size'>
  readonly to: (connection: string) => Pick<Blobs, 'open' | 'write'>
}

const PAGE = 500

/**
 * The bytes of all files that the database has rows of, but those in a bucket, which stay there. Throws where there are
 * not as many as there were.
 */
export async function copyFiles(db: Db, { from, to }: Sides) {
  let [files, bytes, missing] = [0, 0, 0]
  const opened = new Set<string>()
  for await (const { connection_id: connection, id } of filesIn(db)) {
    // What a move has left that was broken off.
    if (!opened.has(connection)) await to(connection).open()
    opened.add(connection)
    const source = from(connection)
    const size = await source.size(id)
    const body = size === undefined ? undefined : await source.read(id)
    if (!body) {
      missing += 1
      continue
    }
    const written = await to(connection).write(id, body as typeof body & AsyncIterable<Uint8Array>)
    if (written.bytes !== size) throw new Error(`Of ${size} bytes of file ${id} ${written.bytes} have arrived.`)
    files += 1
    bytes += written.bytes
  }
  return { files, bytes, missing }
}

const NOT_IN_BUCKET = sql<boolean>`not exists (
  select 1 from file_bytes where file_bytes.connection_id = files.connection_id and file_bytes.id = files.id
    and place = 'bucket' and size is not null
)`

async function* filesIn(db: Db) {
  const connections = await db.selectFrom('connections').select('id').execute()
  for (const { id: connection_id } of connections) {
    let last = ''
    for (;;) {
      const rowsOf = db.selectFrom('files').select('id').where('connection_id', '=', connection_id)
      const page = rowsOf.where('id', '>', last).where(NOT_IN_BUCKET)
      const rows = await page.orderBy('id').limit(PAGE).execute()
      for (const { id } of rows) yield { connection_id, id }
      if (rows.length < PAGE) break
      last = rows.at(-1)?.id ?? last
    }
  }
}

/** What the one database knows to lie in a bucket the other one knows then. Returns how many files that are. */
export async function copyKnown({ from, to }: { readonly from: Db; readonly to: Db }): Promise<number> {
  let count = 0
  let last = ''
  for (;;) {
    const whole = from.selectFrom('file_bytes').selectAll().where('place', '=', 'bucket').where('size', 'is not', null)
    const rows = await whole.where('upload', '>', last).orderBy('upload').limit(PAGE).execute()
    if (rows.length > 0) await to.insertInto('file_bytes').values(rows).execute()
    count += rows.length
    if (rows.length < PAGE) return count
    last = rows.at(-1)?.upload ?? last
  }
}
