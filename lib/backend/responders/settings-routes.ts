// Where the rules of responders come from, as pages see it: lib/protocol/responder-sources.ts lists the routes.
import { Hono } from 'hono'
import { ApiError } from '@/lib/protocol/error'
import { toList } from '@/lib/protocol/list'
import {
  mcpServerBody,
  modifyMcpServerBody,
  openApiBody,
  type OpenApiFunctions,
  type ResponderSettings,
} from '@/lib/protocol/responder-sources'
import type { Backend } from '@/lib/backend/backend'
import { withRoutes } from '@/lib/backend/with-routes'
import { handleError } from '@/lib/backend/wire/handle-error'
import { identify } from '@/lib/backend/wire/identify'
import { bodyOf, pathParam } from '@/lib/backend/wire/request'
import { limitBody } from '@/lib/backend/wire/limit-body'
import { importTools, testServer } from './mcp/ask-servers'
import type { Sessions } from './mcp/create-sessions'
import { type McpServers, serverFrom } from './mcp/mcp-servers'
import type { Given } from './openapi/import-document'

interface SettingsOptions {
  readonly hosts: readonly string[]
  readonly servers: McpServers
  readonly sessions: Sessions
  readonly importDocument: (given: Given) => Promise<OpenApiFunctions>
  readonly now: () => number
  /** Tells the operator of what no client can be told. */
  readonly report: (message: string, error: unknown) => void
}

const MAX_BODY_BYTES = 8 * 1024 * 1024

const own = /^\/api\/settings\/(?:responders|mcp-servers|mcp-server-tests|openapi-functions)(?:\/|$)/

export const isAboutSources = ({ url }: Request) => own.test(new URL(url).pathname)

export function createSettingsRoutes(options: SettingsOptions): Backend {
  const { hosts, servers, sessions, importDocument, now, report } = options
  const app = new Hono().basePath('/api/settings')
  app.use(identify, limitBody(MAX_BODY_BYTES))

  app.get('/responders', (c) => c.json({ object: 'responder_settings', hosts } satisfies ResponderSettings))

  app.get('/mcp-servers', (c) => c.json(toList(servers.list(), false)))

  app.post('/mcp-servers', async (c) => c.json(await servers.add(await bodyOf(c, mcpServerBody))))

  app.post('/mcp-servers/:id', async (c) =>
    c.json(await servers.modify(pathParam(c, 'id'), await bodyOf(c, modifyMcpServerBody))),
  )

  app.delete('/mcp-servers/:id', async (c) => {
    const id = pathParam(c, 'id')
    await servers.remove(id)
    return c.json({ id, deleted: true })
  })

  app.post('/mcp-servers/:id/test', async (c) =>
    c.json(await testServer(sessions, servers.get(pathParam(c, 'id')), now)),
  )

  app.post('/mcp-server-tests', async (c) => {
    const server = { ...serverFrom(await bodyOf(c, mcpServerBody)), id: `test_${crypto.randomUUID()}` }
    const test = await testServer(sessions, server, now)
    await sessions.end(server.id)
    return c.json(test)
  })

  app.get('/mcp-servers/:id/tools', async (c) =>
    c.json(toListOf(await importTools(sessions, servers.get(pathParam(c, 'id'))))),
  )

  app.post('/openapi-functions', async (c) => c.json(await importDocument(await bodyOf(c, openApiBody))))

  const message = 'A request about the sources of responders failed.'
  app.onError((error) => handleError(error, { report, message }).toResponse())
  app.notFound((c) => {
    const unknown = `Unknown request URL: ${c.req.method} ${c.req.path}. Please check the URL for typos.`
    return new ApiError(404, unknown, { code: 'unknown_url' }).toResponse()
  })
  return withRoutes(async (request) => app.fetch(request), app.routes)
}

/** A list of what has no ids. */
const toListOf = <T>(data: readonly T[]) => ({ object: 'list', data, first_id: '', last_id: '', has_more: false })
