import { forgetAnswers } from './answers'
import { compiled } from './compiled'
import { atomically, type ConnectionDb } from './connection-db'
import type { ObjectTable } from './database'
import { documentColumns, type DocumentRow, type Documents } from './documents'

interface ObjectsOptions {
  readonly name: ObjectTable
  readonly documents: Documents
}

// The columns used here are those that all of these tables have: one name stands for all in the types.
const tableOf = (name: string | undefined) => name as 'threads'

const selectOne = compiled<{ readonly id: string }, DocumentRow>((db, { id }, [name]) =>
  db.selectFrom(tableOf(name)).select(documentColumns).where('id', '=', id).compile(),
)

const putOne = compiled<{ readonly id: string; readonly document: string }>((db, { id, document }, [name]) =>
  db.updateTable(tableOf(name)).set({ document }).where('id', '=', id).compile(),
)

/** What is the same for every table of objects. `T` is what the table's documents are. */
export function createObjects<T extends { readonly id: string }>(
  db: ConnectionDb,
  { name, documents }: ObjectsOptions,
) {
  return {
    async get(id: string): Promise<T | undefined> {
      const [row] = (await selectOne(db, { id }, [name])).rows
      return row && documents.object<T>(name, row)
    },
    async put(object: T): Promise<boolean> {
      const { numAffectedRows } = await putOne(db, { id: object.id, document: JSON.stringify(object) }, [name])
      return numAffectedRows !== 0n
    },
    remove: (id: string): Promise<boolean> =>
      atomically(db, async (db) => {
        await db.deleteFrom('records').where('owner', '=', id).execute()
        await forgetAnswers(db, id)
        const result = await db.deleteFrom(tableOf(name)).where('id', '=', id).executeTakeFirst()
        return result.numDeletedRows > 0n
      }),
  }
}
