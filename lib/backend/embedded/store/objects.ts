import { atomically, type Db, type ObjectTable } from './database'

/** What is the same for every table of objects. `T` is what the table's documents are. */
export function createObjects<T extends { readonly id: string }>(db: Db, name: ObjectTable) {
  // The columns used here are those that all of these tables have: one name stands for all in the types.
  const table = name as 'threads'
  return {
    async get(id: string): Promise<T | undefined> {
      const row = await db.selectFrom(table).select('document').where('id', '=', id).executeTakeFirst()
      return row && toObject<T>(row)
    },
    async put(object: T): Promise<boolean> {
      const document = JSON.stringify(object)
      const result = await db.updateTable(table).set({ document }).where('id', '=', object.id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    remove: (id: string): Promise<boolean> =>
      atomically(db, async (db) => {
        await db.deleteFrom('records').where('owner', '=', id).execute()
        const result = await db.deleteFrom(table).where('id', '=', id).executeTakeFirst()
        return result.numDeletedRows > 0n
      }),
  }
}

/** Documents are written by the tables and nobody else, so they are what they were. */
export const toObject = <T>({ document }: { readonly document: string }) => JSON.parse(document) as T
