import { listStepsParams, stepIdParams } from '@/lib/appbuilder/step'
import { notFound } from '@/lib/protocol/error'
import type { Step } from '@/lib/protocol/step'
import { readLog } from '@/lib/wire-client/read-log'
import { fold, type RunView } from '@/lib/run/fold'
import type { Span } from '@/lib/run/spans'
import { mapById } from '@/lib/run/by-id'
import { wholeAnswer } from './answer'
import type { FaceServices } from './context'
import type { FaceRoutes } from './face-routes'
import { bodyOf, paging, segment } from './request'
import { msOf } from './to-assistant'
import { toStep } from './to-step'

interface Place {
  readonly thread_id: string
  readonly run_id: string
  readonly signal: AbortSignal
}

/** All steps of a run, oldest first: their numbers are their places. */
async function stepsOf(services: FaceServices, { thread_id, run_id, signal }: Place) {
  const path = `/threads/${segment(thread_id)}/runs/${segment(run_id)}/steps`
  const data = await services.wire.all<Step>(path, 'asc')
  const spans = await spansOf(services, { run_id, steps: data, signal })
  return data.map((step, index) => ({
    name: step.id,
    shown: toStep(step, index, spans.get(step.id) ?? spanInSeconds(step)),
  }))
}

/** What the wire behind says itself, in whole seconds. */
function spanInSeconds(step: Step): Span {
  const end = step.completed_at ?? step.failed_at ?? step.cancelled_at ?? step.expired_at
  return { from: msOf(step.created_at), to: end ? msOf(end) : null }
}

interface Watched {
  readonly run_id: string
  readonly steps: readonly Step[]
  readonly signal: AbortSignal
}

/**
 * When the steps began and ended, to the millisecond, from the run's log: by seconds a step would begin before its run.
 * The log of a run that was not watched says nothing.
 */
async function spansOf({ wire, views }: FaceServices, { run_id, steps, signal }: Watched) {
  const hasSpans = (view: RunView) => {
    const spans = mapById(view.spans)
    return steps.every(({ id, status }) => spans.has(id) && (status === 'in_progress' || spans.get(id)?.to !== null))
  }
  let view = views.upTo(run_id, Infinity)
  if (hasSpans(view)) return mapById(view.spans)
  for await (const batch of readLog(wire, { runId: run_id, after: view.lastSeq, signal })) {
    view = fold(view, batch)
    // The log of a run that is underway would be waited for.
    if (hasSpans(view)) break
  }
  return mapById(view.spans)
}

export const stepRoutes: FaceRoutes = (app, services) => {
  app.post('/v2/threads/runs/steps/list', async (c) => {
    const { thread_id, run_id, ...query } = await bodyOf(c, listStepsParams)
    const steps = (await stepsOf(services, { thread_id, run_id, signal: c.req.raw.signal })).map(({ shown }) => shown)
    return c.json(wholeAnswer(steps, { noun: 'run step', query: paging(query) }))
  })

  app.post('/v2/threads/runs/steps/query', async (c) => {
    const { thread_id, run_id, step_id } = await bodyOf(c, stepIdParams)
    const steps = await stepsOf(services, { thread_id, run_id, signal: c.req.raw.signal })
    // The pages and the other wire name it otherwise: either name finds it.
    const step = steps.find(({ name, shown }) => shown.id === step_id || name === step_id)
    if (!step) throw notFound('run step', step_id)
    return c.json(step.shown)
  })
}
