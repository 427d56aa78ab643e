// Connections as pages list, add, test and change them, under /api.
import { Hono, type Context } from 'hono'
import { ApiError } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import type { Backend } from '@/lib/backend/backend'
import { withRoutes } from '@/lib/backend/with-routes'
import { handleError } from '@/lib/backend/wire/handle-error'
import { identify } from '@/lib/backend/wire/identify'
import { jsonBodyOf } from '@/lib/backend/wire/json-body'
import { pathParam } from '@/lib/backend/wire/request'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { parseCreate, parseModify } from './connection-bodies'
import type { Registry } from './registry'
import { parseKeep, type Retention } from './retention'

interface SettingsRoutesOptions {
  readonly registry: Registry
  readonly retention: Retention
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

const MAX_BODY_BYTES = 262_144

export function settingsRoutes({ registry, retention, report }: SettingsRoutesOptions): Backend {
  const app = new Hono()
  app.use(identify, limitBody(MAX_BODY_BYTES))

  app.get('/api/connections', (c) => c.json(toList(registry.list(), false)))

  app.get('/api/settings/connections', async (c) => c.json(toList(await registry.settings(), false)))

  app.post('/api/settings/connections', async (c) => c.json(await registry.add(parseCreate(await jsonBodyOf(c)))))

  app.post('/api/settings/connection-tests', async (c) =>
    c.json(await registry.testOf(parseCreate(await jsonBodyOf(c)))),
  )

  app.get('/api/settings/connections/:id', async (c) => c.json(await registry.settingsOf(pathParam(c, 'id'))))

  app.post('/api/settings/connections/:id', async (c) => {
    const id = pathParam(c, 'id')
    const kind = registry.kindOf(id) ?? 'openai'
    return c.json(await registry.modify(id, parseModify(await jsonBodyOf(c), kind)))
  })

  app.delete('/api/settings/connections/:id', async (c) => {
    const id = pathParam(c, 'id')
    await registry.remove(id)
    await retention.forget(id)
    return c.json({ id, deleted: true })
  })

  app.post('/api/settings/connections/:id/test', async (c) => c.json(await registry.test(pathParam(c, 'id'))))

  recordingsRoutes(app, { registry, retention })

  const message = 'A request about connections failed.'
  app.onError((error) => handleError(error, { report, message }).toResponse())
  app.notFound((c) => {
    const unknown = `Unknown request URL: ${c.req.method} ${c.req.path}. Please check the URL for typos.`
    return new ApiError(404, unknown, { code: 'unknown_url' }).toResponse()
  })
  return withRoutes(async (request) => app.fetch(request), app.routes)
}

/** What is recorded of a connection and how long: to read, to choose, and to delete now. */
function recordingsRoutes(app: Hono, { registry, retention }: Pick<SettingsRoutesOptions, 'registry' | 'retention'>) {
  const path = '/api/settings/connections/:id/recordings'
  /** Throws ApiError (404). */
  function idOf(c: Context) {
    const id = pathParam(c, 'id')
    registry.kindOf(id)
    return id
  }
  app.get(path, async (c) => c.json(await retention.recordingsOf(idOf(c))))
  app.post(path, async (c) => c.json(await retention.choose(idOf(c), parseKeep(await jsonBodyOf(c)))))
  app.delete(path, async (c) => c.json(await retention.removeAll(idOf(c))))
}
