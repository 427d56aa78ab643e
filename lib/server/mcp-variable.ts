// MCP_SERVERS: the operator's MCP servers, as JSON or as the name of a file with it. Other programs use the same form.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import type { McpDefinition } from '@/lib/backend/responders/mcp/mcp-definition'
import { checkedAddress, checkSecrets } from '@/lib/backend/upstream-checks'
import { ApiError } from '@/lib/protocol/error'
import { EnvironmentError } from './environment-error'

const texts = z.record(z.string(), z.string())

const serverSchema = z.union([
  z.strictObject({
    command: z.string().min(1),
    args: z.array(z.string()).default([]),
    env: texts.default({}),
    cwd: z.string().optional(),
    name: z.string().trim().min(1).max(64).optional(),
    type: z.literal('stdio').optional(),
  }),
  z.strictObject({
    url: z.string().min(1),
    headers: texts.default({}),
    name: z.string().trim().min(1).max(64).optional(),
    type: z.enum(['http', 'streamable-http']).optional(),
  }),
])

const id = z.string().regex(/^[\w-]{1,64}$/)
const serversSchema = z.record(id, serverSchema)
const documentSchema = z.union([z.strictObject({ mcpServers: serversSchema }), serversSchema])

/** @throws EnvironmentError It repeats no value: there may be a secret in it. */
export function readMcpServers(variable: string | undefined, dataFolder: string): readonly McpDefinition[] {
  if (variable === undefined) return []
  const parsed = documentSchema.safeParse(jsonIn(variable.startsWith('{') ? variable : contentOf(variable, dataFolder)))
  if (!parsed.success) {
    throw new EnvironmentError(
      'MCP_SERVERS must be a JSON object of servers, each with a command (and args, env, cwd) or a url (and headers), ' +
        'by names of letters, digits, - and _.',
    )
  }
  const servers = 'mcpServers' in parsed.data ? parsed.data['mcpServers'] : parsed.data
  return Object.entries(servers as z.output<typeof serversSchema>).map(([id, server]) => definitionOf(id, server))
}

function contentOf(file: string, dataFolder: string): string {
  try {
    return readFileSync(resolve(dataFolder, file), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new EnvironmentError(`MCP_SERVERS names a file that cannot be read (${code}): ${resolve(dataFolder, file)}`)
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new EnvironmentError('MCP_SERVERS is no JSON, and no file of that name holds any.')
  }
}

function definitionOf(id: string, server: z.output<typeof serverSchema>): McpDefinition {
  const { name = id } = server
  if ('command' in server) {
    const { command, args, env, cwd } = server
    return { transport: 'stdio', origin: 'environment', id, name, command, args, env, cwd }
  }
  try {
    checkSecrets({ headers: server.headers })
    const url = checkedAddress(server.url, 'url').href
    return { transport: 'http', origin: 'environment', id, name, url, headers: server.headers, isLocked: false }
  } catch (error) {
    if (error instanceof ApiError) throw new EnvironmentError(`MCP_SERVERS: ${id}: ${error.message}`)
    throw error
  }
}
