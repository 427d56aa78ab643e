import { sql } from 'kysely'
import type { Assistant } from '@/lib/protocol/assistant'
import type { ConnectionDb } from './connection-db'
import { documentColumns, type DocumentRow } from './documents'
import { columnText } from './index-text'
import { createObjects } from './objects'
import { listPage } from './paging'
import type { AssistantTable, TableOptions } from './store'

const isUnused = sql<boolean>`not exists (
  select 1 from runs where runs.connection_id = assistants.connection_id and runs.assistant_id = assistants.id
)`

const nameOf = ({ name }: Assistant) => name && columnText(name)

export function createAssistants(
  db: ConnectionDb,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): AssistantTable {
  const scope = db.selectFrom('assistants')
  const read = (row: DocumentRow) => documents.object<Assistant>('assistants', row)
  return {
    ...createObjects<Assistant>(db, { name: 'assistants', documents }),

    async insert(assistant, placement) {
      const document = JSON.stringify(assistant)
      const row = { id: assistant.id, position: nextPosition(placement), name: nameOf(assistant), document }
      await db.insertInto('assistants', row).execute()
    },

    async put(assistant) {
      const change = { name: nameOf(assistant), document: JSON.stringify(assistant) }
      const result = await db.updateTable('assistants').set(change).where('id', '=', assistant.id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    list: (query) =>
      listPage({ noun: 'assistant', scope, rows: scope.select(documentColumns), read, pageBytes }, query),

    listUnused(query) {
      const rows = scope.where(isUnused).select(documentColumns)
      return listPage({ noun: 'assistant', scope, rows, read, pageBytes }, query)
    },
  }
}
