import { sql } from 'kysely'
import type { Cost } from '@/lib/protocol/playground'
import { sumOf } from '@/lib/run/cost'
import type { ConnectionDb } from './connection-db'
import { type DocumentRow, type Documents, readable } from './documents'
import { createRecords } from './records'
import type { CostTable } from './cost-table'
import type { TableOptions } from './store'

/** What a run cost, as far as it is known. */
export const RUN_COST = 'run_cost'

/** Costs are records: they go with the thread. */
export function createCosts(db: ConnectionDb, options: Omit<TableOptions, 'clock'>): CostTable {
  const records = createRecords(db, options)
  return {
    put: (cost = unknownCost, { run: { id, thread_id }, usage }) =>
      records.put({ kind: RUN_COST, id, owner: thread_id }, { ...cost, ...(usage === 'estimated' && { usage }) }),
  }
}

const unknownCost: Cost = { amounts: [], is_complete: false }

interface StoredCost {
  /** Undefined where nothing is known. */
  readonly cost: Cost | undefined
  readonly isEstimated: boolean
}

/** What a row holds of a run's cost and of how its tokens are known. */
export function costIn(documents: Documents, row: DocumentRow): StoredCost {
  const [found] = readable([row], (each) => documents.record(each) as Partial<Cost> & { readonly usage?: unknown })
  const { amounts, is_complete = false, usage } = found ?? {}
  const cost = Array.isArray(amounts) && amounts.length > 0 ? { amounts, is_complete } : undefined
  return { cost, isEstimated: usage === 'estimated' }
}

/** Of all runs of a thread; undefined where nothing is known. */
export async function costOfThread(db: ConnectionDb, documents: Documents, id: string): Promise<Cost | undefined> {
  const rows = await db
    .selectFrom('records')
    .select(['id', 'document'])
    .where('kind', '=', RUN_COST)
    .where('owner', '=', id)
    .execute()
  if (rows.length === 0) return undefined
  const costs = rows.flatMap((row) => costIn(documents, row).cost ?? [])
  const amounts = sumOf(costs.flatMap((cost) => cost.amounts))
  if (amounts.length === 0) return undefined
  const areKnown = costs.length === rows.length && costs.every((cost) => cost.is_complete)
  return { amounts, is_complete: areKnown && !(await hasUncounted(db, id)) }
}

/** Has the thread a run that did something, and of which nothing is known? */
async function hasUncounted(db: ConnectionDb, threadId: string): Promise<boolean> {
  const uncounted = await db
    .selectFrom('runs')
    .select('id')
    .where('thread_id', '=', threadId)
    .where(
      sql<boolean>`not exists (
        select 1 from records
        where records.connection_id = runs.connection_id and records.kind = ${RUN_COST} and records.id = runs.id
      )`,
    )
    .where(
      sql<boolean>`exists (
        select 1 from steps where steps.connection_id = runs.connection_id and steps.run_id = runs.id
      )`,
    )
    .limit(1)
    .executeTakeFirst()
  return uncounted !== undefined
}
