import type { Assistant } from '@/lib/protocol/assistant'
import type { Db } from './database'
import { columnText } from './index-text'
import { createObjects, toObject } from './objects'
import { listPage } from './paging'
import type { NextPosition } from './positions'
import type { AssistantTable } from './store'

const nameOf = ({ name }: Assistant) => name && columnText(name)

interface AssistantsOptions {
  readonly nextPosition: NextPosition
  readonly pageBytes: number
}

export function createAssistants(db: Db, { nextPosition, pageBytes }: AssistantsOptions): AssistantTable {
  return {
    ...createObjects<Assistant>(db, 'assistants'),

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
      const rows = scope.select('document')
      return listPage({ noun: 'assistant', scope, rows, toObject: toObject<Assistant>, pageBytes }, query)
    },
  }
}
