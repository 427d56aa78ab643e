// A connection to AppBuilder: the Assistants wire and the playground's own resources over AppBuilder's wire. What was
// seen through here is kept in a store of its own, for AppBuilder lists no threads and keeps no log.
import { Hono } from 'hono'
import { createAppBuilder } from '@/lib/appbuilder/create-appbuilder'
import { PUBLIC_GATEWAY, type TransportOptions } from '@/lib/appbuilder/transport'
import { ApiError } from '@/lib/protocol/error'
import type { BackendInfo, Capabilities } from '@/lib/protocol/connection'
import type { Thread } from '@/lib/protocol/thread'
import type { Backend } from '@/lib/backend/backend'
import type { RunsHere } from '@/lib/backend/log/runs-here'
import type { RecordTable } from '@/lib/backend/store/record-table'
import { createChanges } from '@/lib/backend/log/changes'
import { identify } from '@/lib/backend/wire/identify'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { createOnce } from '@/lib/backend/wire/idempotency'
import { streamLeg } from '@/lib/backend/wire/leg-stream'
import { handleError } from '@/lib/backend/wire/handle-error'
import { playgroundRoutes } from '@/lib/backend/wire/playground'
import { newId } from '@/lib/backend/ids'
import { createExchangeRecorder, type ExchangeRecorder } from '@/lib/backend/wire/record-exchanges'
import { reportCalmly } from '@/lib/backend/wire/report-calmly'
import type { AnswerTable, Store } from '@/lib/backend/store/store'
import { createAccountLine, DEFAULT_IDLE_MS } from './account-line'
import { accountRoutes } from './account'
import { seenThread } from './adopt'
import { assistantRoutes } from './assistants'
import { compareRoutes } from './compare'
import type { AdapterServices } from './context'
import { fileRoutes } from './files'
import { DEFAULT_MODEL } from './from-assistant'
import { createRecentMessages } from './recent-messages'
import { messageRoutes, messageSource, rewriteRoutes } from './messages'
import { modelRoutes } from './models'
import { createNotedFetch } from './note-requests'
import { isUndone, toApiError } from './refusal'
import { createRemoteEngine } from './remote-engine'
import type { RemoteEngineOptions } from './remote-engine-options'
import { runRoutes, stepRoutes } from './runs'
import { seenAssistantRoutes } from './seen-assistants'
import { adoptionRoutes, threadRoutes } from './threads'
import type { AdapterRoutes } from './context'

export interface AdapterOptions extends Pick<RemoteEngineOptions, 'jobs' | 'sleep' | 'report'> {
  /** The connection's id, in addresses. */
  readonly connection: string
  /** The account; its key stays in here. */
  readonly account: TransportOptions
  /** What was seen of the account. */
  readonly mirror: Store
  readonly maxBodyBytes: number
  readonly clock?: () => number
  /** How long the account may be silent on an ordinary request, in milliseconds. */
  readonly patienceMs?: number
}

export interface Adapter {
  readonly info: BackendInfo
  readonly backend: Backend
  /** For what other wires keep beside this connection's objects. */
  readonly records: RecordTable
  readonly answers: AnswerTable
  readonly runs: RunsHere
  close(): Promise<void>
}

const groups = [runRoutes, stepRoutes, messageRoutes, threadRoutes, assistantRoutes, fileRoutes, modelRoutes]

/** They stand before the playground's routes and take the place of some. */
const ownGroups = [adoptionRoutes, compareRoutes, accountRoutes, seenAssistantRoutes, createdRoutes]

/** Opens the connection, and goes on with the runs that an earlier process followed. */
export async function createAdapter(options: AdapterOptions): Promise<Adapter> {
  const { connection, account, mirror, jobs, maxBodyBytes, sleep } = options
  const { clock = Date.now, patienceMs = DEFAULT_IDLE_MS } = options
  const report = reportCalmly(options.report, clock)
  const info = infoOf(connection, new URL(account.gateway ?? PUBLIC_GATEWAY).host)
  const changes = createChanges(clock, mirror.notifier)
  const { fetch = globalThis.fetch, ...rest } = account
  const line = createAccountLine({
    fetch,
    clock,
    patienceMs,
    onTurn: () => changes.publish({ kind: 'account', verb: 'put', id: connection, thread_id: null, status: null }),
  })
  const recorder = createExchangeRecorder({ store: mirror, clock, report })
  // The adapter repeats by itself, and takes nothing from the environment but what it was given.
  const noted = createNotedFetch(line.fetch, recorder)
  const client = createAppBuilder({ retries: 0, ...rest, environment: {}, fetch: noted })
  const engine = createRemoteEngine({ client, mirror, jobs, changes, clock, ids: newId, sleep, report })
  await engine.recover()
  const once = createOnce({
    store: mirror,
    stream: (runId, after) => streamLeg(engine, runId, { after }),
    isUndone,
  })
  const recentMessages = createRecentMessages(clock)
  const firstSights = new Map<string, Promise<Thread>>()
  const services = { client, line, mirror, engine, changes, once, clock, sleep, recentMessages, firstSights }
  const app = createApp({ services, recorder, info, maxBodyBytes, report })
  return {
    info,
    backend: async (request) => app.fetch(request),
    records: mirror.records,
    answers: mirror.answers,
    runs: { store: mirror, changes, isAnywhere: jobs !== undefined, tell: engine.tell },
    async close() {
      await engine.close()
      await recorder.flush()
    },
  }
}

interface AppOptions extends Pick<AdapterOptions, 'maxBodyBytes' | 'report'> {
  readonly services: AdapterServices
  readonly recorder: ExchangeRecorder
  readonly info: BackendInfo
}

/** The connection's addresses: of SDKs, and of our pages. */
function createApp({ services, recorder, info, maxBodyBytes, report }: AppOptions): Hono {
  const { mirror, engine, changes } = services
  const connection = info.id
  const limit = limitBody(maxBodyBytes)
  const wire = new Hono()
  wire.use(identify, limit)
  recorder.onWire(wire)
  for (const routes of groups) routes(wire, services)
  const own = new Hono()
  own.use(identify, limit)
  recorder.onReads(own)
  rewriteRoutes(connection)(own, services)
  for (const routes of ownGroups) routes(connection)(own, services)
  const addThread = (id: string) => seenThread(services, id)
  playgroundRoutes(info)(own, { store: mirror, engine, changes, messages: messageSource(services), addThread })

  const app = new Hono()
  for (const path of [`/c/${connection}/v1`, `/api/c/${connection}/v1`]) app.route(path, wire)
  app.route('/api', own)
  const message = 'A request to AppBuilder’s connection failed.'
  app.onError((error) => handleError(error, { report, message, refusalOf: toApiError }).toResponse())
  app.notFound((c) => {
    const unknown = `AppBuilder’s connection has no ${c.req.method} ${c.req.path}.`
    return new ApiError(404, unknown, { code: 'unknown_url' }).toResponse()
  })
  return app
}

const infoOf = (id: string, host: string): BackendInfo => ({
  id,
  kind: 'appbuilder',
  model: { kind: 'appbuilder', host },
  default_model: DEFAULT_MODEL,
  capabilities: APPBUILDER_CAPABILITIES,
})

export const APPBUILDER_CAPABILITIES: Capabilities = {
  all_threads: false,
  streaming: true,
  cancelling: true,
  usage: false,
  assistant_sampling: false,
  json_schema: false,
  message_changes: false,
  run_metadata: false,
  run_options: false,
  files: true,
  vector_stores: false,
  hosted_tools: true,
  changes_elsewhere: false,
}

/** When something came in here is not when the account made it: of that, whole seconds are all that is known. */
function createdRoutes(connection: string): AdapterRoutes {
  return (app) => void app.get(`/connections/${connection}/created`, (c) => c.json({}))
}
