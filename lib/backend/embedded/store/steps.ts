import type { Step } from '@/lib/protocol/step'
import { asTold } from './as-told'
import type { Db } from './database'
import { createObjects, toObject } from './objects'
import { listPage } from './paging'
import { readPiece } from './piece'
import type { NextPosition } from './positions'
import type { StepTable } from './store'

interface StepsOptions {
  readonly nextPosition: NextPosition
  readonly pageBytes: number
}

export function createSteps(db: Db, { nextPosition, pageBytes }: StepsOptions): StepTable {
  const ofRun = (runId: string) => db.selectFrom('steps').where('run_id', '=', runId)
  const objects = createObjects<Step>(db, 'steps')
  return {
    ...objects,

    async get(id) {
      const step = await objects.get(id)
      return step && asTold(db, step)
    },

    async insert(step) {
      const { id, run_id, thread_id } = step
      const row = { id, run_id, thread_id, position: nextPosition(), document: JSON.stringify(step) }
      await db.insertInto('steps').values(row).execute()
    },

    async list(runId, query) {
      const scope = ofRun(runId)
      const rows = scope.select('document')
      const page = await listPage({ noun: 'run step', scope, rows, toObject: toObject<Step>, pageBytes }, query)
      return { ...page, data: await Promise.all(page.data.map((step) => asTold(db, step))) }
    },

    async all(runId) {
      const rows = await ofRun(runId).select('document').orderBy('position').execute()
      return rows.map(toObject<Step>)
    },

    piece: (query) => readPiece<Step>(db, 'steps', query),
  }
}
