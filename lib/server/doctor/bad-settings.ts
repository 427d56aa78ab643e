// Settings are of no connection, and lie in a table of their own.
import { sql } from 'kysely'
import { isPlace } from '@/lib/backend/store/column-shapes'
import type { Db } from '@/lib/backend/store/database'
import { isRecord, jsonOf } from '@/lib/backend/store/document-shapes'
import type { BadRow } from './bad-row'

export async function* badSettings(db: Db): AsyncGenerator<BadRow> {
  for (const row of await db.selectFrom('settings').select(['kind', 'id', 'position', 'document']).execute()) {
    const bad = { table: 'settings', id: `${row.kind} ${row.id}` } as const
    if (!isRecord(jsonOf(row.document)))
      yield { ...bad, connection: await connectionOfSettings(db), fault: 'no_object' }
    else if (!isPlace(row.position)) yield { ...bad, connection: await connectionOfSettings(db), fault: 'columns' }
  }
}

/** Damaged rows are kept by connection, and those of settings with the built-in one, or else with any. */
async function connectionOfSettings(db: Db): Promise<string> {
  const known = db
    .selectFrom('connections')
    .select('id')
    .orderBy(sql`id <> 'embedded'`)
    .limit(1)
  return (await known.executeTakeFirstOrThrow()).id
}
