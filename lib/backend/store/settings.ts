import type { Db } from './database'
import { isRecord, jsonOf } from './document-shapes'
import type { NextPosition } from './positions'
import type { Setting, SettingsTable } from './settings-table'

interface SettingsOptions {
  readonly nextPosition: NextPosition
  /** Tells the operator, a line at a time. */
  readonly logLine: (line: string) => void
}

export function createSettings(db: Db, { nextPosition, logLine }: SettingsOptions): SettingsTable {
  return {
    async list(kind) {
      const rows = await db
        .selectFrom('settings')
        .select(['id', 'document', 'sealed'])
        .where('kind', '=', kind)
        .orderBy('position')
        .execute()
      return rows.flatMap(({ id, document: text, sealed }): Setting[] => {
        const document = jsonOf(text)
        if (isRecord(document)) return [{ id, document, sealed }]
        logLine(`Damaged in the database: table settings, ${kind} ${id}. It is left out and stays where it is.`)
        return []
      })
    },

    async put(kind, { id, document, sealed }) {
      const values = { document: JSON.stringify(document), sealed }
      await db
        .insertInto('settings')
        .values({ kind, id, position: nextPosition(), ...values })
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(values))
        .execute()
    },

    async remove(kind, id) {
      const result = await db.deleteFrom('settings').where('kind', '=', kind).where('id', '=', id).executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}
