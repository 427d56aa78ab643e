import { forgetAnswers } from './answers'
import { atomically, type ConnectionDb } from './connection-db'
import type { ObjectTable } from './database'
import { documentColumns, type Documents } from './documents'

interface ObjectsOptions {
  readonly name: ObjectTable
  readonly documents: Documents
}

/** What is the same for every table of objects. `T` is what the table's documents are. */
export function createObjects<T extends { readonly id: string }>(
  db: ConnectionDb,
  { name, documents }: ObjectsOptions,
) {
  // The columns used here are those that all of these tables have: one name stands for all in the types.
  const table = name as 'threads'
  return {
    async get(id: string): Promise<T | undefined> {
      const row = await db.selectFrom(table).select(documentColumns).where('id', '=', id).executeTakeFirst()
      return row && documents.object<T>(name, row)
    },
    async put(object: T): Promise<boolean> {
      const document = JSON.stringify(object)
      const result = await db.updateTable(table).set({ document }).where('id', '=', object.id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    remove: (id: string): Promise<boolean> =>
      atomically(db, async (db) => {
        await db.deleteFrom('records').where('owner', '=', id).execute()
        await forgetAnswers(db, id)
        const result = await db.deleteFrom(table).where('id', '=', id).executeTakeFirst()
        return result.numDeletedRows > 0n
      }),
  }
}
