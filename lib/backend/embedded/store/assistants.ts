import type { Assistant } from '@/lib/protocol/assistant'
import type { Db } from './database'
import { documentColumns, type DocumentRow } from './documents'
import { columnText } from './index-text'
import { createObjects } from './objects'
import { listPage } from './paging'
import type { AssistantTable, TableOptions } from './store'

const nameOf = ({ name }: Assistant) => name && columnText(name)

export function createAssistants(
  db: Db,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): AssistantTable {
  return {
    ...createObjects<Assistant>(db, { name: 'assistants', documents }),

    async insert(assistant) {
      const document = JSON.stringify(assistant)
      const row = { id: assistant.id, position: nextPosition(), name: nameOf(assistant), document }
      await db.insertInto('assistants').values(row).execute()
    },

    async put(assistant) {
      const change = { name: nameOf(assistant), document: JSON.stringify(assistant) }
      const result = await db.updateTable('assistants').set(change).where('id', '=', assistant.id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    list(query) {
      const scope = db.selectFrom('assistants')
      const rows = scope.select(documentColumns)
      const read = (row: DocumentRow) => documents.object<Assistant>('assistants', row)
      return listPage({ noun: 'assistant', scope, rows, read, pageBytes }, query)
    },
  }
}
