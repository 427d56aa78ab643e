import type { ConnectionDb } from './connection-db'

const tables = ['assistants', 'threads', 'messages'] as const

/** When the objects of these ids were stored, in Unix milliseconds: places follow the clock. */
export async function createdMsOf(db: ConnectionDb, ids: readonly string[]): Promise<Readonly<Record<string, number>>> {
  if (ids.length === 0) return {}
  const found = await Promise.all(
    tables.map((table) => db.selectFrom(table).select(['id', 'position']).where('id', 'in', ids).execute()),
  )
  return Object.fromEntries(found.flat().map(({ id, position }) => [id, Math.floor(position / 1000)]))
}
