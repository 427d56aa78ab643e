import { sql } from 'kysely'
import type { Cost } from '@/lib/protocol/playground'
import { sumOf } from '@/lib/run/money'
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
  // A run whose model costs nothing has no amounts, and is known.
  const isKnown = Array.isArray(amounts) && (amounts.length > 0 || is_complete)
  const cost = isKnown ? { amounts, is_complete } : undefined
  return { cost, isEstimated: usage === 'estimated' }
}

/** Of so many runs the costs are read for one page of threads; sums that others belong to are least amounts. */
const MAX_RUNS = 5_000

/** The rows of threads, each with what all its runs cost; without where nothing is known. */
export async function withCosts<Row extends { readonly id: string }>(
  db: ConnectionDb,
  documents: Documents,
  rows: readonly Row[],
): Promise<(Row & { readonly cost: Cost | undefined })[]> {
  const ids = rows.map(({ id }) => id)
  const costs = ids.length > 0 ? await costsOfThreads(db, documents, ids) : new Map<string, Cost>()
  return rows.map((row) => ({ ...row, cost: costs.get(row.id) }))
}

async function costsOfThreads(db: ConnectionDb, documents: Documents, ids: readonly string[]) {
  const stored = await db
    .selectFrom('records')
    .select(['id', 'owner', 'document'])
    .where('kind', '=', RUN_COST)
    .where('owner', 'in', ids)
    .orderBy('owner')
    .orderBy('position')
    .limit(MAX_RUNS + 1)
    .execute()
  const cutOff = stored.length > MAX_RUNS ? stored.pop()?.owner : undefined
  const ofThread = new Map<string, (Cost | undefined)[]>()
  for (const row of stored) {
    const known = ofThread.get(row.owner) ?? []
    known.push(costIn(documents, row).cost)
    ofThread.set(row.owner, known)
  }
  const sums = new Map<string, Cost>()
  for (const [id, costs] of ofThread) {
    const amounts = sumOf(costs.flatMap((cost) => cost?.amounts ?? []))
    const is_complete = id !== cutOff && costs.every((cost) => cost?.is_complete)
    if (amounts.length > 0) sums.set(id, { amounts, is_complete })
  }
  for (const id of await withUncounted(db, completeIn(sums))) sums.set(id, { ...sums.get(id)!, is_complete: false })
  return sums
}

const completeIn = (sums: ReadonlyMap<string, Cost>) =>
  [...sums].flatMap(([id, { is_complete }]) => (is_complete ? [id] : []))

/** Those of the threads that have a run that did something, and of which nothing is known. */
async function withUncounted(db: ConnectionDb, threadIds: readonly string[]): Promise<readonly string[]> {
  if (threadIds.length === 0) return []
  const uncounted = await db
    .selectFrom('runs')
    .select('thread_id')
    .distinct()
    .where('thread_id', 'in', threadIds)
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
    .execute()
  return uncounted.map(({ thread_id }) => thread_id)
}
