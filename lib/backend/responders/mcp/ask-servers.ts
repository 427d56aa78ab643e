// What MCP servers are asked: their tools, and to call one.
import { ApiError } from '@/lib/protocol/error'
import { responderLimits } from '@/lib/protocol/responder-limits'
import type { ImportedFunction, McpTest } from '@/lib/protocol/responder-sources'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { failedReach } from '@/lib/backend/failed-reach'
import type { Answering, RuleEffects } from '../answer-rule'
import type { Call } from '../rules/call'
import { RuleError } from '../rules/rule-error'
import { fillTemplate } from '../rules/template'
import type { Sessions } from './create-sessions'
import type { McpDefinition } from './mcp-definition'
import type { McpServers } from './mcp-servers'
import { type ListedTool, toFunctions } from './to-functions'
import { toolText } from './tool-text'

const LIST_MS = 20_000
const MAX_TOOLS = 500

/** Tells, in a test of a server or a list of its tools, how it went wrong, without any secret. */
function wordsOf(definition: McpDefinition, error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  const isReach = definition.transport === 'http' && /fetch failed|not answer in time/i.test(message)
  if (isReach) return failedReach(error, definition.url).detail
  // What a process could not be started for names its command.
  if (definition.transport === 'stdio' && /spawn|ENOENT|EACCES/.test(message)) return 'Its process cannot be started.'
  const text = cause instanceof Error && cause.message ? `${message} (${cause.message})` : message
  const secrets = definition.transport === 'http' ? Object.values(definition.headers) : Object.values(definition.env)
  const shown = secrets.filter((secret) => secret.length > 3)
  return shown.reduce((words, secret) => words.replaceAll(secret, '…'), text).slice(0, 500)
}

async function toolsOf(client: Client): Promise<readonly ListedTool[]> {
  const tools: ListedTool[] = []
  let cursor: string | undefined
  do {
    const page = await client.listTools(cursor === undefined ? undefined : { cursor }, { timeout: LIST_MS })
    tools.push(...page.tools)
    cursor = page.nextCursor
  } while (cursor !== undefined && tools.length < MAX_TOOLS)
  return tools.slice(0, MAX_TOOLS)
}

/** Throws ApiError (502) where the server cannot be asked. */
export async function importTools(sessions: Sessions, definition: McpDefinition): Promise<readonly ImportedFunction[]> {
  try {
    return toFunctions(definition.id, await sessions.with(definition, toolsOf))
  } catch (error) {
    const words = wordsOf(definition, error)
    throw new ApiError(502, `The MCP server '${definition.name}' cannot be asked: ${words}`, { code: 'mcp_failed' })
  }
}

/** What failed is the result. `sessions` are the test's own for a server that is not stored. */
export async function testServer(sessions: Sessions, definition: McpDefinition, now: () => number): Promise<McpTest> {
  const from = now()
  const told = (found: Pick<McpTest, 'passed' | 'answered' | 'tools' | 'error'>): McpTest => ({
    ...found,
    ms: Math.round(now() - from),
  })
  try {
    return await sessions.with(definition, async (client) => {
      const tools = await toolsOf(client)
      const version = client.getServerVersion()
      const answered = version ? `${version.title ?? version.name} ${version.version}`.slice(0, 200) : null
      return told({ passed: true, answered, tools: tools.length, error: null })
    })
  } catch (error) {
    return told({ passed: false, answered: null, tools: 0, error: wordsOf(definition, error) })
  }
}

interface CallToolOptions {
  readonly sessions: Sessions
  readonly servers: Pick<McpServers, 'find'>
}

export function createCallTool({ sessions, servers }: CallToolOptions): RuleEffects['callTool'] {
  return async (rule, call, answering) => {
    const definition = servers.find(rule.server)
    if (!definition) throw new RuleError(`There is no MCP server '${rule.server}' any more.`)
    const args = argumentsOf(rule.arguments, call)
    const asked = { tool: rule.tool, args, timeout: rule.timeout_ms ?? responderLimits.usualTimeout }
    try {
      return await sessions.with(definition, (client) => called(client, asked, answering))
    } catch (error) {
      answering.signal.throwIfAborted()
      if (error instanceof RuleError) throw error
      throw new RuleError(wordsOf(definition, error))
    }
  }
}

interface AskedTool {
  readonly tool: string
  readonly args: Record<string, unknown>
  readonly timeout: number
}

async function called(client: Client, { tool, args, timeout }: AskedTool, { signal, onProgress }: Answering) {
  const logs: string[] = []
  const result = (await client.callTool({ name: tool, arguments: args }, undefined, {
    signal,
    timeout,
    // Who tells of progress is alive; the end comes all the same.
    resetTimeoutOnProgress: true,
    maxTotalTimeout: responderLimits.timeout,
    onprogress({ progress, total = null, message = null }) {
      if (message !== null && logs.length < 100) logs.push(message.slice(0, 2_000))
      onProgress({ progress, total, message: message?.slice(0, 500) ?? null })
    },
  })) as CallToolResult
  const output = toolText(result)
  if (result.isError) throw new RuleError(output.slice(0, 2_000) || 'The tool failed without a word.', logs)
  return { output, logs }
}

/** Throws RuleError for what is no object: tools take nothing else. */
function argumentsOf(template: string | null | undefined, call: Call): Record<string, unknown> {
  const value = template == null ? call.arguments : parsed(fillTemplate(template, call.arguments))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new RuleError('The arguments of a tool must be a JSON object.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
