// AppBuilder's wire as it leaves the server: what a socket sees of it.
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppBuilder } from '@/lib/appbuilder/create-appbuilder'
import { AppBuilderHttpError } from '@/lib/appbuilder/error'
import { startServer, type RunningServer } from '@/lib/server/testing/start-server'

const token = 'correct-horse-battery'
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ env: { ACCESS_TOKEN: token } })
})
afterAll(() => server.stop())

const client = (key = token) => createAppBuilder({ token: key, gateway: server.url })

/** The pieces of an answer as they arrive, read with the head that the Python SDK sends. */
function pieces(path: string, body: object, heard: (text: string) => void) {
  return new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'accept-encoding': 'gzip, deflate',
      accept: '*/*',
      // Older SDKs' gateways took the key from here alone.
      'x-appbuilder-authorization': `Bearer ${token}`,
    }
    const asked = request(`${server.url}${path}`, { method: 'POST', headers, agent: false }, (response) => {
      response.on('data', (chunk: Buffer) => heard(chunk.toString('utf8')))
      response.on('end', () => resolve(response.headers))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

const lookUp = {
  function: {
    name: 'get_weather',
    description: '查询天气',
    parameters: { properties: { city: { type: 'string' } }, required: ['city'] },
  },
}

describe('a gateway that takes a connection and says nothing', () => {
  it('is left by the TypeScript SDK in words, asked again as often as may be', async () => {
    let asked = 0
    const silent = createServer(() => void asked++)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as AddressInfo
    const gateway = `http://127.0.0.1:${port}`
    const { assistants } = createAppBuilder({ token, gateway, timeouts: { connectMs: 200 }, sleep: async () => {} })
    const refused = assistants.list({}, { retries: 1 })
    await expect(refused).rejects.toMatchObject({ message: 'AppBuilder did not answer within 200 ms.' })
    expect(asked).toBe(2)
    silent.closeAllConnections()
    silent.close()
  })
})

describe('AppBuilder’s wire on a server', () => {
  it('sends a stream in chunks, each event at once, and lets it wait for what comes on another connection', async () => {
    const { assistants, threads } = client()
    const assistant = await assistants.create({ name: 'a', tools: [lookUp] })
    const thread = await threads.create({ messages: [{ content: '北京的天气怎么样？' }] })
    const body = { assistant_id: assistant.id, thread_id: thread.id, stream: true }
    let text = ''
    let submitted: Promise<unknown> | undefined
    const headers = await pieces('/v2/threads/runs', body, (piece) => {
      text += piece
      if (submitted || !text.includes('"event_type":"tool_calls"')) return
      // Nothing more can come before this: an event that were held back would hold the test back for ever.
      const run_id = /"run_object":\{"id":"(\w+)"/.exec(text)?.[1] ?? ''
      const tool_call_id = /"tool_calls":\[\{"id":"(\w+)"/.exec(text)?.[1] ?? ''
      const tool_outputs = [{ tool_call_id, output: '26 度' }]
      submitted = threads.runs.submitToolOutputs({ thread_id: thread.id, run_id, tool_outputs })
    })
    await submitted
    expect(headers).toMatchObject({ 'transfer-encoding': 'chunked' })
    expect(headers).not.toHaveProperty('content-encoding')
    expect(headers).not.toHaveProperty('content-length')
    expect(text).toMatch(/"event_type":"run_end"[^\n]*\n\n$/)
    expect(text).toContain('26 度')
  })

  it('answers the TypeScript SDK with nothing but the environment, as its documentation shows', async () => {
    const environment = { APPBUILDER_TOKEN: token, GATEWAY_URL: server.url }
    const { assistants, threads } = createAppBuilder({ environment })
    const { id: assistant_id } = await assistants.create({ name: 'test_assistant' })
    const { id: thread_id } = await threads.create({ messages: [{ content: 'hello world' }] })
    let answer = ''
    for await (const event of await threads.runs.streamRun({ assistant_id, thread_id })) {
      if (event.event === 'message') answer += event.content[0]?.text.value ?? ''
    }
    const told: string[] = []
    for await (const { role, content } of threads.messages.list({ thread_id, limit: 1, order: 'asc' })) {
      told.push(`${role}: ${content[0]?.text.value}`)
    }
    expect(told).toEqual(['user: hello world', `assistant: ${answer}`])
    // Begun, and never read.
    const unread = await threads.runs.streamRun({ assistant_id, thread: { messages: [{ content: 'hello' }] } })
    await unread.close()
  })

  it('asks for the access token', async () => {
    const error = await client('wrong')
      .assistants.list()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppBuilderHttpError)
    expect(error).toMatchObject({ status: 401 })
  })

  it('keeps files', async () => {
    const { files } = client().assistants
    const { id } = await files.create({ file: new Blob(['内容']), filename: '你好.txt' })
    expect(new TextDecoder().decode((await files.content({ file_id: id })).content)).toBe('内容')
    expect(await files.delete({ file_id: id })).toMatchObject({ id, deleted: true })
  })

  it('is served for a named connection, too', async () => {
    const named = createAppBuilder({ token, gateway: `${server.url}/c/embedded` })
    const { id } = await named.assistants.create({ name: 'a' })
    expect((await client().assistants.query({ assistant_id: id })).id).toBe(id)
  })
})
