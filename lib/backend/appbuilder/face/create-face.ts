// AppBuilder's wire over a connection that speaks the Assistants wire: POST only, ids in bodies, times in milliseconds.
// docs/appbuilder.md compares the two.
import { Hono, type MiddlewareHandler } from 'hono'
import { ApiError } from '@/lib/protocol/error'
import type { Backend } from '@/lib/backend/backend'
import { withRoutes } from '@/lib/backend/with-routes'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { handleError } from '@/lib/backend/wire/handle-error'
import type { AnswerTable } from '@/lib/backend/store/store'
import type { RecordTable } from '@/lib/backend/store/record-table'
import { createWireClient } from '@/lib/backend/wire/wire-client'
import { errorAnswer } from './answer'
import { assistantRoutes } from './assistants'
import type { FaceEnv, FaceServices } from './context'
import { fileRoutes } from './files'
import { createFaceOnce } from './idempotency'
import { createExtrasStore } from './extras-store'
import { messageRoutes } from './messages'
import { mountRoutes } from './mounts'
import { REQUEST_ID, requestIdOf } from './request-id'
import { createRunViews } from './run-views'
import { runRoutes, repeatAnswer } from './runs'
import { stepRoutes } from './steps'
import { threadRoutes } from './threads'

export interface FaceOptions {
  /** What answers the wire and the playground's own resources of the connection. */
  readonly backend: Backend
  readonly connection: string
  /** Keeps what the Assistants wire has no place for. */
  readonly records: RecordTable
  /** Keeps what creates with an idempotency key were answered. */
  readonly answers: AnswerTable
  /** False where mounts would be kept here and never reach the assistants behind. */
  readonly takesMounts: boolean
  readonly clock: () => number
  /** The largest body a request may have, in bytes. */
  readonly maxBodyBytes: number
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}

const groups = [assistantRoutes, mountRoutes, fileRoutes, threadRoutes, messageRoutes, runRoutes, stepRoutes]

export function createFace(options: FaceOptions): Backend {
  const { backend, connection, records, answers, takesMounts, clock, maxBodyBytes, report } = options
  const services: FaceServices = {
    wire: createWireClient(backend, connection),
    extrasStore: createExtrasStore(records),
    views: createRunViews(),
    takesMounts,
    clock,
  }
  const app = new Hono<FaceEnv>()
  app.use(echoRequestId, limitBody(maxBodyBytes))
  const under = (key: string) => createWireClient(backend, connection, key)
  const once = createFaceOnce({ services, under, answers }, (c, runId, after) =>
    repeatAnswer(services, c, { runId, after }),
  )
  for (const routes of groups) routes(app, services, once)
  app.onError((error, c) => {
    const told = handleError(error, { report, message: 'A request of AppBuilder’s wire failed.' })
    return errorAnswer(told, { path: c.req.path, isStream: c.get('isStream') === true })
  })
  app.notFound((c) => {
    const isKnown = app.routes.some(({ method, path }) => method === 'POST' && path === c.req.path)
    const error = isKnown
      ? new ApiError(405, `Send POST to ${c.req.path}.`, { code: 'method_not_allowed' })
      : new ApiError(404, `Unknown request URL: ${c.req.method} ${c.req.path}.`, { code: 'unknown_url' })
    return Response.json({ error: error.body }, { status: error.status })
  })
  return withRoutes(async (request) => app.fetch(request), app.routes)
}

const echoRequestId: MiddlewareHandler = async (c, next) => {
  await next()
  const id = requestIdOf((name) => c.req.header(name))
  if (id) c.header(REQUEST_ID, id)
}
