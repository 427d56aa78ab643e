// MCP servers against the reference server, which runs in a process of its own: over stdio, and over HTTP.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { ImportedFunction, McpServer, McpTest } from '@/lib/protocol/responder-sources'
import type { RuleBody, TryResult } from '@/lib/protocol/responder'
import { call, createTapes, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { startResponders } from '../testing/start-responders'
import type { StdioServer } from './mcp-definition'
import { byId } from '@/lib/run/by-id'

const root = dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/server-everything/package.json'))
const program = join(root, 'dist', 'index.js')

const everything: StdioServer = {
  ...{ transport: 'stdio', id: 'everything', name: 'Everything', origin: 'environment' },
  ...{ command: process.execPath, args: [program, 'stdio'], env: { TOKEN: 'a-secret' }, cwd: undefined },
}

const toolRule = (tool: string, more: Partial<RuleBody> = {}): RuleBody =>
  ({ kind: 'mcp', server: 'everything', tool, ...more }) as RuleBody

async function start() {
  const tapes = createTapes()
  const missing: StdioServer = { ...everything, id: 'missing', command: '/nowhere/secret-command' }
  const ask = await startResponders(tapes.models, { mcpServers: [everything, missing], fetch })
  const { id } = await ask.page.post<Assistant>('/assistants', { model: 'tape' })
  const tried = (rule: RuleBody, args: string) =>
    ask.page.own.post<TryResult>(`/assistants/${id}/responders/try`, { function: 'f', rule, arguments: args })
  return { tapes, ask, assistant: id, tried, settings: settingsOf(ask.backend) }
}

const settingsOf = (backend: (request: Request) => Promise<Response>) => async (path: string, body?: object) => {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const answer = await backend(new Request(`http://test/api/settings${path}`, init))
  return { status: answer.status, value: (await answer.json()) as unknown }
}

describe('a server over stdio', () => {
  it('is tested, and its tools become functions with rules', async () => {
    const { settings } = await start()
    const { value } = await settings('/mcp-servers')
    expect(value).toMatchObject({ data: [{ id: 'everything', transport: 'stdio', url: null }, { id: 'missing' }] })
    expect(JSON.stringify(value)).not.toMatch(/a-secret|index\.js|nowhere/)
    const tested = (await settings('/mcp-servers/everything/test', {})).value as McpTest
    expect(tested).toMatchObject({ passed: true, error: null, answered: expect.stringContaining('Everything') })
    const failed = (await settings('/mcp-servers/missing/test', {})).value as McpTest
    expect(failed).toMatchObject({ passed: false, error: 'Its process cannot be started.' })
    const { data } = (await settings('/mcp-servers/everything/tools')).value as List<ImportedFunction & { id: string }>
    expect(data).toHaveLength(tested.tools)
    expect(data.find(({ name }) => name === 'get-sum')).toMatchObject({
      function: { name: 'get-sum', parameters: { type: 'object', required: ['a', 'b'] } },
      rule: { kind: 'mcp', server: 'everything', tool: 'get-sum' },
      problem: null,
    })
    expect(await settings('/mcp-servers/missing/tools')).toMatchObject({ status: 502 })
  })

  it('answers a run’s call, tells of its progress, its errors and its deadline', async () => {
    const { tapes, ask, assistant, tried } = await start()
    expect(await tried(toolRule('get-sum'), '{"a":2,"b":3}')).toMatchObject({
      status: 'answered',
      output: 'The sum of 2 and 3 is 5.',
    })
    expect(await tried(toolRule('get-sum'), '{"a":"x"}')).toMatchObject({ status: 'failed' })
    expect(await tried(toolRule('no-such-tool'), '{}')).toMatchObject({ status: 'failed' })
    expect(await tried(toolRule('echo', { arguments: '{"message":"{{city}}!"}' }), '{"city":"Be\\"rn"}')).toMatchObject(
      {
        output: 'Echo: Be"rn!',
      },
    )
    const long = { duration: 30, steps: 300 }
    const slow = toolRule('trigger-long-running-operation', { timeout_ms: 100 })
    expect(await tried(slow, JSON.stringify({ ...long, steps: 1 }))).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('timed out'),
    })
    // What a process is started with is no other's.
    const { output } = await tried(toolRule('get-env'), '{}')
    expect(output).toContain('a-secret')
    expect(Object.keys(JSON.parse(output ?? '') as object)).not.toContain('VITEST')

    const tool = { type: 'function', function: { name: 'long', parameters: { type: 'object', properties: {} } } }
    await ask.page.post(`/assistants/${assistant}`, { tools: [tool] })
    const rules = [toolRule('trigger-long-running-operation')]
    await ask.put(assistant, { functions: [{ function: 'long', rules }] })
    tapes.put([...call(0, 'long', '{"duration":0.2,"steps":2}'), stopForCalls], [text('Done.'), stop])
    const { id } = await ask.begin(assistant)
    const { run, responders, log } = await ask.restOf(id)
    expect(run).toMatchObject({ status: 'completed' })
    expect(byId(responders, 'call_long_0')).toMatchObject({ status: 'answered', progress: { total: 2 } })
    expect(log.filter(({ event }) => event === 'playground.responder.told').length).toBeGreaterThan(2)
    expect(ask.reports()).toEqual([])
  })
})

describe('a server over HTTP', () => {
  let address: string
  let end: () => Promise<void>
  beforeAll(async () => {
    const port = await freePort()
    address = `http://127.0.0.1:${port}/mcp`
    const child = spawn(process.execPath, [program, 'streamableHttp'], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    end = async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    await vi.waitFor(() => fetch(address), { timeout: 20_000, interval: 100 })
  })
  afterAll(() => end())

  it('is added on a page with headers that stay here, asked, changed and removed', async () => {
    const { ask, settings, tried } = await start()
    const body = { name: 'Remote', url: address, headers: { 'x-token': 'very-secret' } }
    expect((await settings('/mcp-server-tests', body)).value).toMatchObject({ passed: true })
    const { value } = await settings('/mcp-servers', body)
    expect(JSON.stringify(value)).not.toContain('very-secret')
    const { id } = value as McpServer
    expect(value).toMatchObject({ origin: 'page', transport: 'http', url: address, header_names: ['x-token'] })
    const rule: RuleBody = { kind: 'mcp', server: id, tool: 'get-sum' }
    expect(await tried(rule, '{"a":1,"b":1}')).toMatchObject({ output: 'The sum of 1 and 1 is 2.' })
    expect(await settings(`/mcp-servers/${id}`, { url: 'http://elsewhere.test/mcp' })).toMatchObject({ status: 400 })
    await ask.restart()
    expect(await tried(rule, '{"a":1,"b":2}')).toMatchObject({ output: 'The sum of 1 and 2 is 3.' })
    const refused = await settings('/mcp-servers', { ...body, url: 'http://169.254.169.254/mcp' })
    expect(refused).toMatchObject({ status: 400, value: { error: { code: 'refused_address' } } })
    expect(await settings('/mcp-servers/everything', { name: 'Mine' })).toMatchObject({ status: 409 })
    const removed = await ask.backend(new Request(`http://test/api/settings/mcp-servers/${id}`, { method: 'DELETE' }))
    expect(removed.status).toBe(200)
    expect(await tried(rule, '{}')).toMatchObject({ status: 'failed', error: expect.stringContaining('any more') })
  })

  it('that answers nothing is told of by its address', async () => {
    const { settings } = await start()
    const port = await freePort()
    const tested = await settings('/mcp-server-tests', { name: 'Gone', url: `http://127.0.0.1:${port}/mcp` })
    expect(tested.value).toMatchObject({
      passed: false,
      error: `127.0.0.1:${port} refuses connections: nothing listens there.`,
    })
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
