import type { Step } from '@/lib/protocol/step'
import type { Db } from './database'
import { createObjects, toObject } from './objects'
import { listPage } from './paging'
import type { NextPosition } from './positions'
import type { StepTable } from './store'

interface StepsOptions {
  readonly nextPosition: NextPosition
  readonly pageBytes: number
}

export function createSteps(db: Db, { nextPosition, pageBytes }: StepsOptions): StepTable {
  const ofRun = (runId: string) => db.selectFrom('steps').where('run_id', '=', runId)
  return {
    ...createObjects<Step>(db, 'steps'),

    async insert(step) {
      const { id, run_id, thread_id } = step
      const row = { id, run_id, thread_id, position: nextPosition(), document: JSON.stringify(step) }
      await db.insertInto('steps').values(row).execute()
    },

    list(runId, query) {
      const scope = ofRun(runId)
      const rows = scope.select('document')
      return listPage({ noun: 'run step', scope, rows, toObject: toObject<Step>, pageBytes }, query)
    },

    async all(runId) {
      const rows = await ofRun(runId).select('document').orderBy('position').execute()
      return rows.map(toObject<Step>)
    },

    async ofThread(threadId) {
      const steps = db.selectFrom('steps').where('thread_id', '=', threadId)
      const rows = await steps.select('document').orderBy('position').execute()
      return rows.map(toObject<Step>)
    },
  }
}
