// Responders of this server: what they answer with, which all connections share, and their settings.
import type { Backend } from '@/lib/backend/backend'
import type { Fetch } from '@/lib/backend/fetch'
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { Sealer } from '@/lib/backend/sealing'
import type { SettingsTable } from '@/lib/backend/store/settings-table'
import { createAnswerRule } from './answer-rule'
import { createAskHttp } from './http/ask-http'
import { createJavaScript } from './javascript/create-javascript'
import { createCallTool } from './mcp/ask-servers'
import { createSessions } from './mcp/create-sessions'
import type { McpDefinition } from './mcp/mcp-definition'
import { openMcpServers } from './mcp/mcp-servers'
import { createStoredServers } from './mcp/stored-servers'
import { importInThread } from './openapi/import-in-thread'
import { type Answered, overConnection, type WithResponders } from './over-connection'
import type { RunWorkerOptions } from './run-worker-options'
import { createSettingsRoutes, isAboutSources } from './settings-routes'

export interface RespondersOptions extends Pick<RunWorkerOptions, 'sleep' | 'now' | 'report'> {
  readonly settings: SettingsTable
  /** Where several instances share the database. */
  readonly jobs?: Jobs | undefined
  readonly sealer: Sealer
  /** Never asks refused addresses. */
  readonly fetch: Fetch
  /** What the requests of this process are known by. */
  readonly instance: string
  /** The hosts that HTTP rules may ask. */
  readonly hosts: readonly string[]
  /** The operator's MCP servers. */
  readonly mcpServers: readonly McpDefinition[]
}

export interface Responders {
  /** Lays responders over a connection. */
  over(connection: Answered): WithResponders
  /** Answers what is about the sources of rules. */
  readonly sources: Backend
  /** Answers that; all else goes on to the other. */
  before(backend: Backend): Backend
  /** Before the built-in backend is closed. */
  close(): Promise<void>
}

export async function createResponders(options: RespondersOptions): Promise<Responders> {
  const { settings, jobs, sealer, fetch, instance, hosts, sleep, now, report } = options
  const sessions = createSessions({ fetch, instance, report })
  const stored = createStoredServers(settings, sealer)
  const servers = await openMcpServers({ environment: options.mcpServers, stored, sessions, fetch, instance })
  const stopReading = stored.onChangedElsewhere(() => {
    servers.readAnew().catch((error: unknown) => report('The MCP servers could not be read anew.', error))
  })
  const javaScript = createJavaScript()
  const answer = createAnswerRule({
    runJavaScript: javaScript.run,
    askHttp: createAskHttp({ fetch, hosts, instance }),
    callTool: createCallTool({ sessions, servers }),
    sleep,
  })
  const sources = createSettingsRoutes({ hosts, servers, sessions, importDocument: importInThread, now, report })
  const open = new Set<WithResponders>()
  return {
    sources,
    over(connection) {
      const laid = overConnection(connection, { jobs, answer, sealer, sleep, now, report })
      open.add(laid)
      return {
        backend: laid.backend,
        async close() {
          open.delete(laid)
          await laid.close()
        },
      }
    },
    before: (backend) => (request) => (isAboutSources(request) ? sources(request) : backend(request)),
    async close() {
      stopReading()
      await Promise.all([...open].map((laid) => laid.close()))
      await Promise.all([javaScript.close(), sessions.close()])
    },
  }
}
