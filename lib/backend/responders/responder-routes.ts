// The responders of a connection, as pages read, write and try them: lib/protocol/responder.ts lists the routes.
import { Hono } from 'hono'
import * as z from 'zod'
import { notFound } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import {
  decideBody,
  respondersBody,
  tryBody,
  type RunResponders,
  type RunWaiting,
  type TryBody,
  type TryResult,
} from '@/lib/protocol/responder'
import type { Store } from '@/lib/backend/store/store'
import { handleError } from '@/lib/backend/wire/handle-error'
import { identify } from '@/lib/backend/wire/identify'
import { bodyOf, pathParam, queryOf } from '@/lib/backend/wire/request'
import { limitBody } from '@/lib/backend/wire/limit-body'
import type { AnswerRule } from './answer-rule'
import { whyNot } from './rules/applies'
import { toCall } from './rules/call'
import { RuleError } from './rules/rule-error'
import type { RunWorker } from './run-worker'
import { respondersFrom, seenCalls } from './seen-calls'
import type { StoredResponders } from './stored-responders'

interface RoutesOptions {
  /** The connection's id, in addresses. */
  readonly connection: string
  readonly store: Store
  readonly stored: StoredResponders
  readonly worker: Pick<RunWorker, 'decide' | 'lookAtAll' | 'needsPerson'>
  readonly answer: AnswerRule
  readonly now: () => number
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

const MAX_BODY_BYTES = 16 * 1024 * 1024

const callQuery = z.object({
  function: z.string().max(256).optional(),
  limit: z.int().min(1).max(100).default(20),
})

/** Is the request about responders? */
export const isAboutResponders = ({ pathname }: URL) =>
  /^\/api\/connections\/[^/]+\/(?:responder-checks|(?:assistants|runs)\/[^/]+\/responders(?:\/\w+)?)$/.test(pathname)

export function createRespondersApp({ connection, ...options }: RoutesOptions) {
  const { store, stored, worker, report } = options
  const at = `/api/connections/${encodeURIComponent(connection)}`
  const app = new Hono()
  app.use(identify, limitBody(MAX_BODY_BYTES))

  app.get(`${at}/assistants/:id/responders`, async (c) => c.json(await stored.get(pathParam(c, 'id'))))

  app.put(`${at}/assistants/:id/responders`, async (c) => {
    const id = pathParam(c, 'id')
    const written = await stored.put(id, await bodyOf(c, respondersBody))
    // Its rules may be for what a run waits for.
    worker.lookAtAll(id)
    return c.json(written)
  })

  app.post(`${at}/responder-checks`, async (c) => {
    stored.check(await bodyOf(c, respondersBody))
    return c.body(null, 204)
  })

  app.get(`${at}/assistants/:id/responders/calls`, async (c) => {
    const { function: name, limit } = queryOf(c, callQuery)
    return c.json(toList(await seenCalls(store, { assistantId: pathParam(c, 'id'), name, limit }), false))
  })

  app.post(`${at}/assistants/:id/responders/try`, async (c) => {
    const body = await bodyOf(c, tryBody)
    return c.json(await tried(options, { assistantId: pathParam(c, 'id'), body, signal: c.req.raw.signal }))
  })

  app.get(`${at}/runs/:id/responders`, async (c) => {
    const id = pathParam(c, 'id')
    const run = await store.runs.get(id)
    if (!run) throw notFound('run', id)
    return c.json(respondersFrom(run, await store.steps.all(id)) satisfies RunResponders)
  })

  app.get(`${at}/runs/:id/responders/waiting`, async (c) => {
    const id = pathParam(c, 'id')
    if (!(await store.runs.get(id))) throw notFound('run', id)
    return c.json({ needs_person: await worker.needsPerson(id) } satisfies RunWaiting)
  })

  app.post(`${at}/runs/:id/responders`, async (c) => {
    const id = pathParam(c, 'id')
    const body = await bodyOf(c, decideBody)
    if (!(await store.runs.get(id))) throw notFound('run', id)
    await worker.decide(id, body)
    return c.body(null, 204)
  })

  app.onError((error) => handleError(error, { report, message: 'A request about responders failed.' }).toResponse())
  return app
}

interface Trial {
  readonly assistantId: string
  readonly body: z.output<typeof tryBody> & TryBody
  readonly signal: AbortSignal
}

/** What went wrong is the result. Throws ApiError (400) for a rule that cannot be stored either. */
async function tried(
  { stored, answer, now }: Pick<RoutesOptions, 'stored' | 'answer' | 'now'>,
  { assistantId, body, signal }: Trial,
): Promise<TryResult> {
  const rule = await stored.tried(assistantId, body.rule)
  const call = toCall({
    id: 'call_try',
    type: 'function',
    function: { name: body.function, arguments: body.arguments },
  })
  const skipped = whyNot(rule, call)
  const from = now()
  const told = (result: Omit<TryResult, 'ms'>): TryResult => ({ ...result, ms: Math.round(now() - from) })
  if (skipped !== undefined) return told({ status: 'skipped', output: null, error: skipped, logs: [] })
  try {
    const { output, logs } = await answer(rule, call, { signal, onProgress: () => undefined })
    return told({ status: 'answered', output, error: null, logs })
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return told({ status: 'failed', output: null, error: error.message, logs: error.logs })
  }
}
