import * as z from 'zod'
import { parse } from '@/lib/protocol/parse'
import type { Included } from '@/lib/run/search-content'
import type { Context } from 'hono'
import type { InTransaction } from '@/lib/backend/log/event-log'
import type { Tables } from '@/lib/backend/store/store'

const CONTENT = 'step_details.tool_calls[*].file_search.results[*].content'

const includeQuery = z.object({ 'include[]': z.array(z.enum([CONTENT])) })

/** What a request asks to have with its steps, beside what they always have. */
export function includedOf({ req }: Context): Included {
  const { 'include[]': included } = parse(includeQuery, {
    'include[]': [...(req.queries('include[]') ?? []), ...(req.queries('include') ?? [])],
  })
  return { searchContent: included.includes(CONTENT) }
}

/** Of a run, what the request that created it asked for: streams of its later legs have it, too. */
const RECORD = 'run_included'

/** Keeps with the run what was asked for, where that is more than others get. */
export const keepingIncluded =
  (included: Included, inTransaction: InTransaction): InTransaction =>
  async (tables, leg) => {
    await inTransaction(tables, leg)
    const { id, thread_id: owner } = leg.run
    if (included.searchContent) await tables.records.put({ kind: RECORD, id, owner }, included)
  }

/** What a request asks for, or asked for that created the run. */
export async function includedFor(context: Context, { records }: Pick<Tables, 'records'>, runId: string) {
  const included = includedOf(context)
  return included.searchContent ? included : (((await records.get(RECORD, runId)) as Included | undefined) ?? included)
}
