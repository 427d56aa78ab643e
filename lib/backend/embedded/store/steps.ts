import type { Step } from '@/lib/protocol/step'
import type { Db } from './database'
import { documentColumns, type DocumentRow, readable } from './documents'
import { createObjects } from './objects'
import { listPage } from './paging'
import type { StepTable, TableOptions } from './store'

export function createSteps(db: Db, { nextPosition, documents }: Omit<TableOptions, 'clock'>): StepTable {
  const ofRun = (runId: string) => db.selectFrom('steps').where('run_id', '=', runId)
  const read = (row: DocumentRow) => documents.object<Step>('steps', row)
  return {
    ...createObjects<Step>(db, { name: 'steps', documents }),

    async insert(step) {
      const { id, run_id, thread_id } = step
      const row = { id, run_id, thread_id, position: nextPosition(), document: JSON.stringify(step) }
      await db.insertInto('steps').values(row).execute()
    },

    list(runId, query) {
      const scope = ofRun(runId)
      return listPage({ noun: 'run step', scope, rows: scope.select(documentColumns), read }, query)
    },

    async all(runId) {
      const rows = await ofRun(runId).select(documentColumns).orderBy('position').execute()
      return readable(rows, read)
    },

    async ofThread(threadId) {
      const steps = db.selectFrom('steps').where('thread_id', '=', threadId)
      const rows = await steps.select(documentColumns).orderBy('position').execute()
      return readable(rows, read)
    },
  }
}
