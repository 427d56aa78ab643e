import { sql } from 'kysely'
import type { Step } from '@/lib/protocol/step'
import { readInProgress } from './read-in-progress'
import { compiled } from './compiled'
import type { ConnectionDb } from './connection-db'
import { documentColumns, type DocumentRow, readable } from './documents'
import { createObjects } from './objects'
import { listPage } from './paging'
import { readPiece } from './piece'
import type { Position } from './positions'
import type { StepTable, TableOptions } from './store'

interface NewStep {
  readonly id: string
  readonly run_id: string
  readonly thread_id: string
  readonly position: Position
  readonly document: string
}

const insertStep = compiled<NewStep>((db, row) => db.insertInto('steps', row).compile())

export function createSteps(
  db: ConnectionDb,
  { nextPosition, pageBytes, documents }: Omit<TableOptions, 'clock'>,
): StepTable {
  const ofRun = (runId: string) => db.selectFrom('steps').where('run_id', '=', runId)
  const read = (row: DocumentRow) => documents.object<Step>('steps', row)
  const objects = createObjects<Step>(db, { name: 'steps', documents })
  return {
    ...objects,

    async get(id) {
      const step = await objects.get(id)
      return step && readInProgress({ db, documents }, step)
    },

    async insert(step, placement) {
      const { id, run_id, thread_id } = step
      const row = { id, run_id, thread_id, position: nextPosition(placement), document: JSON.stringify(step) }
      await insertStep(db, row)
    },

    async list(runId, query) {
      const scope = ofRun(runId)
      const rows = scope.select(documentColumns)
      const page = await listPage({ noun: 'run step', scope, rows, read, pageBytes }, query)
      return { ...page, data: await Promise.all(page.data.map((step) => readInProgress({ db, documents }, step))) }
    },

    async all(runId) {
      const rows = await ofRun(runId).select(documentColumns).orderBy('position').execute()
      return readable(rows, read)
    },

    async replacedMessages(runIds) {
      if (runIds.length === 0) return new Set()
      const wentOn = sql<boolean>`exists (select 1 from steps as later where later.connection_id = ${db.connection}
        and later.run_id = steps.run_id and later.position > steps.position)`
      const rows = await db
        .selectFrom('steps')
        .select(documentColumns)
        .where('run_id', 'in', runIds)
        // Whole answers, which may be long, are not read for it.
        .where('document', 'like', '%"status":"failed"%')
        .where(wentOn)
        .execute()
      return new Set(readable(rows, read).flatMap(halfAnswerOf))
    },

    piece: (query) =>
      readPiece(db, {
        ...{ name: 'steps', read },
        complete: async (rows: readonly DocumentRow[]) => rows,
        ...query,
      }),
  }
}

const halfAnswerOf = ({ status, step_details: details }: Step): readonly string[] =>
  status === 'failed' && details.type === 'message_creation' ? [details.message_creation.message_id] : []
