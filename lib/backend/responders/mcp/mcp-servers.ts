// The MCP servers of this server: the operator's, and those that were added on a page.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { ApiError, badRequest, notFound } from '@/lib/protocol/error'
import type { McpServer } from '@/lib/protocol/responder-sources'
import { createExclusive } from '@/lib/backend/exclusive'
import { refuseOwnAddress } from '@/lib/backend/own-address'
import {
  checkSecrets,
  checkedAddress,
  requireSecretsFor,
  type SecretChanges,
  withSecretChanges,
} from '@/lib/backend/upstream-checks'
import type { Sessions } from './create-sessions'
import { type HttpServer, type McpDefinition, shownServer } from './mcp-definition'
import type { OpenSessionOptions } from './open-session'
import type { createStoredServers } from './stored-servers'

interface McpServersOptions extends Pick<OpenSessionOptions, 'fetch' | 'instance'> {
  readonly environment: readonly McpDefinition[]
  readonly stored: ReturnType<typeof createStoredServers>
  readonly sessions: Sessions
}

interface ServerChanges extends Pick<SecretChanges, 'headers'> {
  readonly name?: string | undefined
  readonly url?: string | undefined
}

export type McpServers = Awaited<ReturnType<typeof openMcpServers>>

/** How long adding waits for an address to tell whose it is. */
const OWN_PATIENCE_MS = 3_000
const MAX_SERVERS = 100

export async function openMcpServers({ environment, stored, sessions, fetch, instance }: McpServersOptions) {
  const inTurn = createExclusive()
  let ofPages = await stored.list()
  const all = (): readonly McpDefinition[] => [...environment, ...ofPages]
  /** Throws ApiError (404). */
  const get = (id: string): McpDefinition => foundIn(all(), id)

  async function keep(server: HttpServer): Promise<McpServer> {
    await stored.put(server)
    ofPages = withServer(ofPages, server)
    return shownServer(server)
  }

  return {
    list: (): readonly McpServer[] => all().map(shownServer),
    /** As the database has them, after another instance has changed them. */
    readAnew: () =>
      inTurn('servers', async () => {
        const before = ofPages
        ofPages = await stored.list()
        await Promise.all(changedIn(before, ofPages).map(({ id }) => sessions.end(id)))
      }),
    get,
    find: (id: string): McpDefinition | undefined => all().find((each) => each.id === id),

    add: (body: ServerChanges & Pick<HttpServer, 'name' | 'url'>) =>
      inTurn('servers', async () => {
        if (ofPages.length >= MAX_SERVERS) throw badRequest(`There are ${MAX_SERVERS} MCP servers already.`)
        const server = serverFrom(body)
        await refuseOwnAddress(server.url, { fetch, instance, patienceMs: OWN_PATIENCE_MS })
        return keep({ ...server, id: `mcp_${randomUUID().replaceAll('-', '')}` })
      }),

    modify: (id: string, body: ServerChanges) =>
      inTurn('servers', async () => {
        const before = requireOfPage(get(id))
        const { headers } = body
        checkSecrets({ headers })
        const url = body.url === undefined ? before.url : checkedAddress(body.url, 'url').href
        requireSecretsFor({ key: '', headers: before.headers, url: before.url }, { url, headers })
        if (url !== before.url) await refuseOwnAddress(url, { fetch, instance, patienceMs: OWN_PATIENCE_MS })
        const changed = withSecretChanges({ key: '', headers: before.headers }, { headers })
        await sessions.end(id)
        const isLocked = before.isLocked && headers === undefined
        // What is stored of them would be overwritten with nothing.
        if (isLocked) throw badRequest('The headers cannot be decrypted: enter them again.', { param: 'headers' })
        return keep({ ...before, name: body.name ?? before.name, url, headers: changed.headers, isLocked })
      }),

    remove: (id: string) =>
      inTurn('servers', async () => {
        requireOfPage(get(id))
        await stored.remove(id)
        ofPages = ofPages.filter((each) => each.id !== id)
        await sessions.end(id)
      }),
  }
}

function foundIn(servers: readonly McpDefinition[], id: string): McpDefinition {
  const found = servers.find((each) => each.id === id)
  if (!found) throw notFound('MCP server', id)
  return found
}

/** Those that are not the same any more, or gone. */
const changedIn = (before: readonly HttpServer[], now: readonly HttpServer[]) =>
  before.filter((each) => !now.some((row) => isDeepStrictEqual(each, row)))

const withServer = (servers: readonly HttpServer[], server: HttpServer) =>
  servers.some(({ id }) => id === server.id)
    ? servers.map((each) => (each.id === server.id ? server : each))
    : [...servers, server]

/** One that is not stored has no id. Throws ApiError (400). */
export function serverFrom({ name, url, headers = {} }: ServerChanges & Pick<HttpServer, 'name' | 'url'>): HttpServer {
  checkSecrets({ headers })
  const { headers: given } = withSecretChanges({ key: '', headers: {} }, { headers })
  const address = checkedAddress(url, 'url').href
  return { transport: 'http', id: '', name, url: address, origin: 'page', headers: given, isLocked: false }
}

/** Throws ApiError (409) for the operator's. */
function requireOfPage(server: McpDefinition): HttpServer {
  if (server.origin === 'page' && server.transport === 'http') return server
  throw new ApiError(409, `The MCP server '${server.id}' is defined by the operator and cannot be changed here.`, {
    code: 'read_only',
  })
}
