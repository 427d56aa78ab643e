// The embedded backend's face: the wire under its several addresses, and the playground's own resources under /api.
import { type Context, Hono } from 'hono'
import { ApiError } from '@/lib/protocol/error'
import type { BackendInfo } from '@/lib/protocol/connection'
import type { Backend } from '@/lib/backend/backend'
import { withRoutes } from '@/lib/backend/with-routes'
import { assistantDeletion, assistantRoutes } from './assistants'
import type { Services } from './context'
import { includedFor } from './include'
import { createOnce } from '@/lib/backend/wire/idempotency'
import { fileRoutes, fileTextRoutes, uploadRoute } from './files'
import { messageDeletion, messageRoutes } from './messages'
import { messageSource } from '@/lib/backend/wire/find-message'
import { modelRoutes } from './models'
import { nextLinks } from '@/lib/backend/wire/next-links'
import type { PythonSessions } from '@/lib/backend/python/cell-result'
import { playgroundRoutes } from '@/lib/backend/wire/playground'
import { pythonRoute } from './python'
import type { ExchangeRecorder } from '@/lib/backend/wire/record-exchanges'
import { oneRunRoutes, runRoutes, submissionRoutes } from './runs'
import { streamLeg } from '@/lib/backend/wire/leg-stream'
import { stepRoutes } from './steps'
import { threadDeletion, threadRoutes } from './threads'
import { identify } from '@/lib/backend/wire/identify'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { handleError } from '@/lib/backend/wire/handle-error'
import { storeBatchRoutes } from './vector-store-batches'
import { storeContentRoutes, vectorStoreFileRoutes } from './vector-store-files'
import { storeEmbeddingRoutes, storeSearchRoutes, vectorStoreRoutes } from './vector-stores'

export interface AppOptions {
  readonly recorder: ExchangeRecorder
  readonly services: Omit<Services, 'once'>
  readonly connection: BackendInfo
  /** What runs the code interpreter's Python, where there is one. */
  readonly python: PythonSessions | undefined
  readonly maxBodyBytes: number
  /** Logs, for the operator, what must not reach clients. */
  readonly report: (message: string, error: unknown) => void
}

/** Under which Foundry's clients look for the wire, whatever the project is called. */
const PROJECT = '/api/projects/:project'

/** Every address under which the wire answers: of our pages, and of SDKs, the last three of Azure's clients. */
const wirePaths = ({ id }: BackendInfo) => [
  `/api/c/${id}/v1`,
  ...['', `/c/${id}`].flatMap((base) => ['/v1', '/openai/v1', '/openai', PROJECT].map((path) => base + path)),
]

export function createApp({ services: given, recorder, connection, python, ...options }: AppOptions): Backend {
  const { maxBodyBytes, report } = options
  const limit = limitBody(maxBodyBytes)

  const { store, engine } = given
  const stream = async (runId: string, after: number, context: Context) =>
    streamLeg(engine, runId, { after, included: await includedFor(context, store, runId) })
  const once = createOnce({ store, stream })
  const services = { ...given, once }
  const wire = new Hono()
  wire.use(identify)
  uploadRoute(wire, services)
  wire.use(limit)
  recorder.onWire(wire)
  // `/threads/runs` must be known before `/threads/:thread_id`.
  const ofRuns = [runRoutes, oneRunRoutes, submissionRoutes, stepRoutes]
  const ofThreads = [messageRoutes, threadRoutes, assistantRoutes, modelRoutes]
  const deletions = [messageDeletion, threadDeletion, assistantDeletion]
  const ofFiles = [fileRoutes, vectorStoreRoutes, storeSearchRoutes, vectorStoreFileRoutes]
  for (const routes of [...ofRuns, ...ofThreads, ...ofFiles, storeContentRoutes, storeBatchRoutes, ...deletions])
    routes(wire, services)

  const playground = new Hono()
  playground.use(identify, limit)
  recorder.onReads(playground)
  playgroundRoutes(connection)(playground, { ...services, messages: messageSource(store) })
  pythonRoute(playground, python)
  storeEmbeddingRoutes(playground, services)
  fileTextRoutes(playground, services)

  const app = new Hono()
  for (const base of ['', `/c/${connection.id}`]) app.use(`${base}${PROJECT}/*`, nextLinks)
  for (const path of wirePaths(connection)) app.route(path, wire)
  app.route('/api', playground)
  app.onError((error) => handleError(error, { report, message: 'A request failed.' }).toResponse())
  app.notFound((c) => {
    const unknown = `Unknown request URL: ${c.req.method} ${c.req.path}. Please check the URL for typos.`
    return new ApiError(404, unknown, { code: 'unknown_url' }).toResponse()
  })
  return withRoutes(async (request) => app.fetch(request), app.routes)
}
