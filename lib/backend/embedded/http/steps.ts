import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import { stepOnWire } from '@/lib/run/search-content'
import type { Routes } from './context'
import { includedOf } from './include'
import { listQueryOf, pathParam } from '@/lib/backend/wire/request'
import { findRun } from '@/lib/backend/wire/find-run'
import { jsonAnswer } from '@/lib/backend/wire/json-answer'

export const stepRoutes: Routes = (app, { store }) => {
  app.get('/threads/:thread_id/runs/:run_id/steps', async (c) => {
    const included = includedOf(c)
    const query = listQueryOf(c)
    const run = await findRun(store, c)
    const { data, hasMore } = await store.steps.list(run.id, query)
    return jsonAnswer(
      toList(
        data.map((step) => stepOnWire(step, included)),
        hasMore,
      ),
    )
  })

  app.get('/threads/:thread_id/runs/:run_id/steps/:step_id', async (c) => {
    const included = includedOf(c)
    const id = pathParam(c, 'step_id')
    const run = await findRun(store, c)
    const step = await store.steps.get(id)
    if (step?.run_id !== run.id) throw notFound('run step', id)
    return jsonAnswer(stepOnWire(step, included))
  })
}
