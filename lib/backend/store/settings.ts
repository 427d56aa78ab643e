import { createTopic, type Notifier } from '@/lib/backend/notifier'
import type { Db } from './database'
import { isRecord, jsonOf } from './document-shapes'
import type { NextPosition } from './positions'
import type { Setting, SettingsTable } from './settings-table'

const settingChanged = createTopic<{ readonly kind: string }>('setting')

interface SettingsOptions {
  readonly notifier: Notifier
  readonly nextPosition: NextPosition
  /** Tells the operator, a line at a time. */
  readonly logLine: (line: string) => void
}

/** As the database has it. */
type Row = Omit<Setting, 'document'> & { readonly document: string }

export function createSettings(db: Db, { nextPosition, notifier, logLine }: SettingsOptions): SettingsTable {
  const rowsOf = (kind: string) =>
    db.selectFrom('settings').select(['id', 'document', 'sealed']).where('kind', '=', kind)

  const readable = (kind: string) => (row: Row) => {
    const document = jsonOf(row.document)
    if (isRecord(document)) return [{ ...row, document }]
    logLine(`Damaged in the database: table settings, ${kind} ${row.id}. It is left out and stays where it is.`)
    return []
  }

  return {
    async list(kind) {
      return (await rowsOf(kind).orderBy('position').execute()).flatMap(readable(kind))
    },

    async get(kind, id) {
      return (await rowsOf(kind).where('id', '=', id).execute()).flatMap(readable(kind))[0]
    },

    async put(kind, { id, document, sealed }) {
      const values = { document: JSON.stringify(document), sealed }
      await db
        .insertInto('settings')
        .values({ kind, id, position: nextPosition(), ...values })
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(values))
        .execute()
      notifier.tell(settingChanged, { kind })
    },

    async putFirst(kind, setting) {
      const { id, document, sealed } = setting
      const values = { kind, id, position: nextPosition(), document: JSON.stringify(document), sealed }
      const row = db.insertInto('settings').values(values)
      await row.onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing()).execute()
      return (await rowsOf(kind).where('id', '=', id).execute()).flatMap(readable(kind))[0] ?? setting
    },

    async remove(kind, id) {
      const result = await db.deleteFrom('settings').where('kind', '=', kind).where('id', '=', id).executeTakeFirst()
      notifier.tell(settingChanged, { kind })
      return result.numDeletedRows > 0n
    },

    onChangedElsewhere(kinds, listener) {
      const ends = [
        notifier.listen(settingChanged, ({ kind }, place) => {
          if (place === 'elsewhere' && kinds.includes(kind)) listener()
        }),
        notifier.onMissed(listener),
      ]
      return () => ends.forEach((end) => end())
    },
  }
}
