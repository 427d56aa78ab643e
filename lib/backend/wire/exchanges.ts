import * as z from 'zod'
import { notFound } from '@/lib/protocol/error'
import type { PlaygroundRoutes } from './playground-routes'
import { pathParam, queryOf } from './request'

const exchangeQuery = z.object({
  limit: z.number().int().min(1).max(100).default(100),
  /** The number of an exchange. */
  after: z.coerce.number().int().nonnegative().optional(),
})

/** What passed on the wire about a run, in the order in which it was asked. */
export const exchangeRoutes: PlaygroundRoutes = (app, { store }) => {
  app.get('/connections/:connection/runs/:run_id/exchanges', async (c) => {
    const id = pathParam(c, 'run_id')
    if (!(await store.runs.get(id))) throw notFound('run', id)
    const { data, hasMore } = await store.exchanges.list(id, queryOf(c, exchangeQuery))
    return c.json({ object: 'list', data, has_more: hasMore })
  })
}
