// Model endpoints as pages list, add, test and change them, under /api.
import { Hono } from 'hono'
import type { EmbeddingTest, ModelEndpointTest, ModelSettings } from '@/lib/protocol/model-settings'
import { ApiError } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { Backend } from '@/lib/backend/backend'
import { withRoutes } from '@/lib/backend/with-routes'
import { handleError } from '@/lib/backend/wire/handle-error'
import { identify } from '@/lib/backend/wire/identify'
import { jsonBodyOf } from '@/lib/backend/wire/json-body'
import { pathParam } from '@/lib/backend/wire/request'
import { limitBody } from '@/lib/backend/wire/limit-body'
import type { Embedding } from './embedding-choice'
import type { Endpoint } from './endpoint'
import { parseCreate, parseDefault, parseEmbedding, parseModify, parseTest, parseTypedTest } from './endpoint-bodies'
import { endpointFrom, type Endpoints } from './endpoints'
import type { LastTests } from './last-tests'

interface SettingsRoutesOptions {
  readonly endpoints: Endpoints
  readonly tests: Pick<LastTests, 'put'>
  /** Asks the endpoint step by step; told what failed, never throws. */
  readonly test: (endpoint: Endpoint, model: string | undefined) => Promise<ModelEndpointTest>
  readonly embedding: Embedding
  /** Asks for one embedding; told what failed, never throws. */
  readonly testEmbedding: (asked: ReturnType<Embedding['asked']>) => Promise<EmbeddingTest>
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

const MAX_BODY_BYTES = 262_144
const BASE = '/api/settings/models'
const TESTS = '/api/settings/model-tests'
const DEFAULT = '/api/settings/default-model'
const EMBEDDING = '/api/settings/embedding-model'

export function settingsRoutes(options: SettingsRoutesOptions): Backend {
  const { endpoints, tests, test, embedding, report } = options
  const app = new Hono()
  app.use(identify, limitBody(MAX_BODY_BYTES))

  app.get(BASE, (c) =>
    c.json({
      ...toList(endpoints.list(), false),
      default_model: endpoints.defaultModel(),
      embeddings: embedding.choice(),
    } satisfies ModelSettings),
  )

  app.post(BASE, async (c) => c.json(await endpoints.add(parseCreate(await jsonBodyOf(c)))))

  /** A test of what is not stored: nothing is kept of it. */
  app.post(TESTS, async (c) => {
    const { endpoint, model } = parseTypedTest(await jsonBodyOf(c))
    return c.json(await test(endpointFrom(endpoint), model))
  })

  app.post(DEFAULT, async (c) => {
    await endpoints.setDefault(parseDefault(await jsonBodyOf(c)))
    return c.json(endpoints.defaultModel())
  })

  embeddingRoutes(app, options)

  app.get(`${BASE}/:id`, (c) => c.json(endpoints.settingsOf(pathParam(c, 'id'))))

  app.post(`${BASE}/:id`, async (c) =>
    c.json(await endpoints.modify(pathParam(c, 'id'), parseModify(await jsonBodyOf(c)))),
  )

  app.delete(`${BASE}/:id`, async (c) => {
    const id = pathParam(c, 'id')
    await endpoints.remove(id)
    return c.json({ id, deleted: true })
  })

  app.post(`${BASE}/:id/test`, async (c) => {
    const endpoint = endpoints.find(pathParam(c, 'id'))
    const { model = endpoint.models[0]?.upstream_name, api = endpoint.api } = parseTest(await jsonBodyOf(c))
    const result = await test({ ...endpoint, api }, model)
    if (model !== undefined && api === endpoint.api) await tests.put(endpoint, model, result)
    return c.json(result)
  })

  const message = 'A request about model endpoints failed.'
  app.onError((error) => handleError(error, { report, message }).toResponse())
  app.notFound((c) => {
    const unknown = `Unknown request URL: ${c.req.method} ${c.req.path}. Please check the URL for typos.`
    return new ApiError(404, unknown, { code: 'unknown_url' }).toResponse()
  })
  return withRoutes(async (request) => app.fetch(request), app.routes)
}

function embeddingRoutes(app: Hono, { embedding, testEmbedding }: SettingsRoutesOptions) {
  app.post(EMBEDDING, async (c) => {
    await embedding.choose(parseEmbedding(await jsonBodyOf(c)))
    return c.json(embedding.choice())
  })

  /** Of what is chosen, or is about to be. */
  app.post(`${EMBEDDING}/test`, async (c) =>
    c.json(await testEmbedding(embedding.asked(parseEmbedding(await jsonBodyOf(c))))),
  )
}

const ours = /^\/api\/settings\/(?:models|model-tests|default-model|embedding-model)(?:\/|$)/

/** Their settings in front of all else. */
export const withModelSettings =
  (settings: Backend, others: Backend): Backend =>
  (request) =>
    ours.test(new URL(request.url).pathname) ? settings(request) : others(request)
