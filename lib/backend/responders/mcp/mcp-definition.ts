import type { McpServer } from '@/lib/protocol/responder-sources'

/** An MCP server with what it takes to reach it. */
export type McpDefinition = StdioServer | HttpServer

/** A process of this machine. Only the operator names its command. */
export interface StdioServer {
  readonly transport: 'stdio'
  readonly id: string
  readonly name: string
  readonly origin: 'environment'
  readonly command: string
  readonly args: readonly string[]
  /** Beside what every process needs; nothing else of this process's environment. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string | undefined
}

export interface HttpServer {
  readonly transport: 'http'
  readonly id: string
  readonly name: string
  readonly origin: McpServer['origin']
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Its headers cannot be decrypted. */
  readonly isLocked: boolean
}

/** As pages see it: no command, no value of a header. */
export const shownServer = (definition: McpDefinition): McpServer => ({
  ...{ id: definition.id, name: definition.name, origin: definition.origin, transport: definition.transport },
  url: definition.transport === 'http' ? definition.url : null,
  header_names: definition.transport === 'http' ? Object.keys(definition.headers) : [],
  is_locked: definition.transport === 'http' && definition.isLocked,
})
