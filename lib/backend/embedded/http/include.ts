import * as z from 'zod'
import { parse } from '@/lib/protocol/parse'
import type { Included } from '@/lib/run/search-content'
import type { Context } from 'hono'

const CONTENT = 'step_details.tool_calls[*].file_search.results[*].content'

const includeQuery = z.object({ 'include[]': z.array(z.enum([CONTENT])) })

/** What a request asks to have with its steps, beside what they always have. */
export function includedOf({ req }: Context): Included {
  const { 'include[]': included } = parse(includeQuery, {
    'include[]': [...(req.queries('include[]') ?? []), ...(req.queries('include') ?? [])],
  })
  return { searchContent: included.includes(CONTENT) }
}
