import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { readyUrlOf } from './announce'
import { auditRun } from './testing/audit'
import { createHttpClient } from './testing/http-client'
import { startServer, type RunningServer } from './testing/start-server'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'playground-stop-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

const clientOf = ({ url }: RunningServer) => createHttpClient(url, { timeoutMs: 20_000 })

async function post(url: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** A run that is being streamed and has begun to. */
async function openStream(url: string) {
  const assistant = (await (await post(`${url}/v1/assistants`, { model: 'scenario/long-answer' })).json()) as {
    id: string
  }
  const thread = { messages: [{ role: 'user', content: 'Tell me all of it.' }] }
  const response = await post(`${url}/v1/threads/runs`, { assistant_id: assistant.id, thread, stream: true })
  const reader = response.body?.getReader()
  if (!reader) throw new Error('The stream has no body.')
  await reader.read()
  return reader
}

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<'ended' | 'cut'> {
  try {
    for (;;) if ((await reader.read()).done) return 'ended'
  } catch {
    return 'cut'
  }
}

/** The processes that this one has started and that are still there. */
const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter((child) => child !== '')
    .map(Number)

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends the server in its time, with a stream open that would last for hours, and leaves no process behind',
  async (signal) => {
    const server = await startServer({ dataDir, env: { SCRIPTED_PACE_MS: '60000' } })
    const reader = await openStream(server.url)
    const outcome = readToEnd(reader)
    const children = process.platform === 'linux' ? childrenOf(server.pid) : []
    // It is 1 when not everything was closed within the time that the server gives itself.
    expect((await server.kill(signal)).code).toBe(0)
    expect(await outcome).toBe('cut')
    expect(children.filter(isAlive)).toEqual([])
  },
)

test('an answering run is left to the next start, which brings it to its end', { timeout: 120_000 }, async () => {
  const slow = await startServer({ dataDir, env: { SCRIPTED_PACE_MS: '1000' } })
  const http = clientOf(slow)
  const assistant = await http.post<Assistant>('/v1/assistants', { model: 'scripted' })
  const thread = { messages: [{ role: 'user', content: 'Write 30 words about the sea.' }] }
  const run = await http.post<Run>('/v1/threads/runs', { assistant_id: assistant.id, thread })
  for await (const { event } of http.log(run.id)) if (event === 'thread.message.delta') break
  await slow.kill('SIGTERM')

  const next = await startServer({ dataDir })
  expect(await auditRun(clientOf(next), run)).toMatchObject({ status: 'completed' })
  const { data } = await clientOf(next).get<List<Message>>(`/v1/threads/${run.thread_id}/messages`)
  expect(data.map(({ status }) => status)).toEqual(['completed', 'incomplete', 'completed'])
  await next.stop()
})

test.skipIf(process.platform === 'win32')('a server whose npm is gone ends too', async () => {
  const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))
  // As npm does it: a shell waits for the server and passes no signal on.
  const shell = spawn('sh', ['-c', `'${process.execPath}' '${script}'; true`], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(shell, 'close')
  await ready(shell)
  shell.kill('SIGTERM')
  // Its output is closed only when the server, which holds it too, is gone.
  await ended
  const next = await startServer({ dataDir })
  await next.stop()
})

function ready(child: ChildProcess): Promise<void> {
  let output = ''
  return new Promise((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (readyUrlOf(output) !== undefined) resolve()
    })
  })
}
