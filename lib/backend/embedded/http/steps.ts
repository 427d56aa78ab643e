import * as z from 'zod'
import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import { parse } from '@/lib/protocol/parse'
import type { Context } from 'hono'
import type { Routes } from './context'
import { listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { findRun } from '@/lib/backend/wire/find-run'

const includeQuery = z.object({
  'include[]': z.array(z.enum(['step_details.tool_calls[*].file_search.results[*].content'])),
})

/** Accepted for what it may name; this backend's steps have no search results to include. */
export const checkInclude = (context: Context) =>
  void parse(includeQuery, {
    'include[]': [...(context.req.queries('include[]') ?? []), ...(context.req.queries('include') ?? [])],
  })

export const stepRoutes: Routes = (app, { store }) => {
  app.get('/threads/:thread_id/runs/:run_id/steps', async (c) => {
    checkInclude(c)
    const query = listQueryOf(c)
    const run = await findRun(store, c)
    const { data, hasMore } = await store.steps.list(run.id, query)
    return c.json(toList(data, hasMore))
  })

  app.get('/threads/:thread_id/runs/:run_id/steps/:step_id', async (c) => {
    checkInclude(c)
    const id = pathParam(c, 'step_id')
    const run = await findRun(store, c)
    const step = await store.steps.get(id)
    if (step?.run_id !== run.id) throw notFound('run step', id)
    return c.json(step)
  })
}
