import { listStepsParams, stepIdParams } from '@/lib/appbuilder/step'
import { notFound } from '@/lib/protocol/error'
import type { Step } from '@/lib/protocol/step'
import { wholeAnswer } from './answer'
import type { FaceRoutes, FaceServices } from './context'
import { bodyOf, paging, segment } from './request'
import { msOf } from './to-assistant'
import { toStep } from './to-step'

/** All steps of a run, oldest first: their numbers are their places. */
async function stepsOf({ wire }: FaceServices, threadId: string, runId: string) {
  const path = `/threads/${segment(threadId)}/runs/${segment(runId)}/steps`
  const query = { limit: Number.MAX_SAFE_INTEGER, order: 'asc', after: '', before: '' } as const
  const { data } = await wire.list<Step>(path, query)
  return data.map((step, index) => {
    const end = step.completed_at ?? step.failed_at ?? step.cancelled_at ?? step.expired_at
    return { name: step.id, shown: toStep(step, index, { from: msOf(step.created_at), to: end && msOf(end) }) }
  })
}

export const stepRoutes: FaceRoutes = (app, services) => {
  app.post('/v2/threads/runs/steps/list', async (c) => {
    const { thread_id, run_id, ...query } = await bodyOf(c, listStepsParams)
    const steps = (await stepsOf(services, thread_id, run_id)).map(({ shown }) => shown)
    return c.json(wholeAnswer(steps, { noun: 'run step', query: paging(query) }))
  })

  app.post('/v2/threads/runs/steps/query', async (c) => {
    const { thread_id, run_id, step_id } = await bodyOf(c, stepIdParams)
    const steps = await stepsOf(services, thread_id, run_id)
    // The pages and the other wire name it otherwise: either name finds it.
    const step = steps.find(({ name, shown }) => shown.id === step_id || name === step_id)
    if (!step) throw notFound('run step', step_id)
    return c.json(step.shown)
  })
}
