import type { Blobs } from '@/lib/backend/blobs/blobs'
import type { Db } from '@/lib/backend/store/database'

interface Sides {
  readonly from: (connection: string) => Pick<Blobs, 'read' | 'size'>
  readonly to: (connection: string) => Pick<Blobs, 'open' | 'write'>
}

const PAGE = 500

/** The bytes of all files that the database has rows of. Throws where there are not as many as there were. */
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

async function* filesIn(db: Db) {
  const connections = await db.selectFrom('connections').select('id').execute()
  for (const { id: connection_id } of connections) {
    let last = ''
    for (;;) {
      const page = db.selectFrom('files').select('id').where('connection_id', '=', connection_id).where('id', '>', last)
      const rows = await page.orderBy('id').limit(PAGE).execute()
      for (const { id } of rows) yield { connection_id, id }
      if (rows.length < PAGE) break
      last = rows.at(-1)?.id ?? last
    }
  }
}
