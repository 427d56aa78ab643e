// One session with an MCP server, over whichever transport. The SDK is loaded when the first is opened.
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { Fetch } from '@/lib/backend/fetch'
import { noticingOwn } from '@/lib/backend/own-address'
import type { HttpServer, McpDefinition, StdioServer } from './mcp-definition'

export interface OpenSessionOptions {
  /** Never asks refused addresses. */
  readonly fetch: Fetch
  /** What the requests of this process are known by. */
  readonly instance: string
  /** Tells the operator what a process wrote before it could be asked. */
  readonly report: (message: string, error: unknown) => void
}

export interface Session {
  readonly client: Client
  /** Is it over, by whichever side? */
  readonly isOver: () => boolean
  close(): Promise<void>
}

const CONNECT_MS = 20_000

/** Throws what went wrong; nothing is left open then. */
export async function openSession(definition: McpDefinition, options: OpenSessionOptions): Promise<Session> {
  if (definition.transport === 'http' && definition.isLocked) {
    throw new Error('Its headers cannot be decrypted with the present key: enter them again.')
  }
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js')
  const client = new Client({ name: 'assistants-playground', version: '1' }, { jsonSchemaValidator: trusting })
  const { transport, said, leave } = await transportOf(definition, options)
  let isOver = false
  client.onclose = () => (isOver = true)
  try {
    await client.connect(transport, { timeout: CONNECT_MS })
  } catch (error) {
    await client.close().catch(() => undefined)
    const words = said()
    if (words !== '') options.report(`The MCP server '${definition.id}' could not be asked. It wrote: ${words}`, error)
    throw error
  }
  return {
    client,
    isOver: () => isOver,
    async close() {
      await leave(() => isOver)
      await client.close()
    },
  }
}

/** The server's schemas are a stranger's: no code is made of them, and what it answers is only shown. */
const trusting: jsonSchemaValidator = {
  getValidator:
    <T>() =>
    (input) => ({ valid: true, data: input as T & {}, errorMessage: undefined }),
}

interface Opened {
  readonly transport: Transport
  /** What it wrote beside its answers, the end of it. */
  readonly said: () => string
  /** Tells the other side that the session is over, before the line to it is closed. */
  readonly leave: (isOver: () => boolean) => Promise<void>
}

const transportOf = (definition: McpDefinition, options: OpenSessionOptions): Promise<Opened> =>
  definition.transport === 'stdio' ? overStdio(definition) : overHttp(definition, options)

const SAID = 2_000

async function overStdio({ command, args, env, cwd }: StdioServer): Promise<Opened> {
  const { StdioClientTransport, getDefaultEnvironment } = await import('@modelcontextprotocol/sdk/client/stdio.js')
  const transport = new StdioClientTransport({
    ...{ command, args: [...args], env: { ...getDefaultEnvironment(), ...env }, stderr: 'pipe' },
    ...(cwd !== undefined && { cwd }),
  })
  let said = ''
  transport.stderr?.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-SAID)))
  return {
    transport,
    said: () => said.trim(),
    // A process that goes on although nobody speaks to it is ended; the SDK waits longer for it.
    async leave(isOver) {
      const { pid } = transport
      if (pid !== null) setTimeout(() => isOver() || endProcess(pid), GRACE_MS).unref()
    },
  }
}

const GRACE_MS = 300

function endProcess(pid: number) {
  try {
    process.kill(pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
  }
}

const LEAVE_MS = 1_000

/** What one answer of the server may have, in bytes. */
const MAX_BYTES = 10_000_000

async function overHttp({ url, headers }: HttpServer, { fetch, instance }: OpenSessionOptions): Promise<Opened> {
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js')
  const own = noticingOwn(fetch, instance)
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers },
    fetch: async (address, init) => {
      const answer = await own.fetch(String(address), { ...init, redirect: 'manual' })
      if (own.isOwn()) throw new Error('This is the address of this playground itself.')
      return bounded(answer)
    },
  })
  const patience = () => new Promise<void>((resolve) => void setTimeout(resolve, LEAVE_MS).unref())
  return {
    transport: transport as Transport,
    said: () => '',
    leave: () => Promise.race([transport.terminateSession().catch(() => undefined), patience()]),
  }
}

/** The same answer, which fails behind so many bytes. */
function bounded(answer: Response): Response {
  if (!answer.body) return answer
  let size = 0
  const body = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        size += piece.byteLength
        if (size > MAX_BYTES) controller.error(new Error(`The server answered with more than ${MAX_BYTES} bytes.`))
        else controller.enqueue(piece)
      },
    }),
  )
  const { status, statusText, headers } = answer
  return new Response(body, { status, statusText, headers })
}
