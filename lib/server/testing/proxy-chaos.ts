// A server that ends at random moments while another one passes requests on to it and records them.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Assistant } from '@/lib/protocol/assistant'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { RunSummary } from '@/lib/protocol/playground'
import { readFrames } from '@/lib/protocol/sse'
import type { Thread } from '@/lib/protocol/thread'
import { activeStatuses, isTerminal } from '@/lib/run/machine'
import { createAcknowledged, type Acknowledged } from './acknowledged'
import { createHttpClient, type HttpClient } from './http-client'
import { startServer, type RunningServer } from './start-server'

const CLIENTS = 3
const TIMEOUT_MS = 120_000

interface World {
  readonly recorder: RunningServer
  /** The connection's id. */
  readonly connection: string
  readonly http: HttpClient
  readonly told: Acknowledged
  readonly assistantId: string
  /** Resolves while the upstream answers. */
  isUp: Promise<unknown>
  isOver: boolean
}

/** Ends the upstream after so many acknowledgements each; resolves to how many things clients were told, all kept. */
export async function playProxyChaos(ends: Iterable<number>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-proxied-'))
  const env = { PORT: String(await freePort()), SCRIPTED_PACE_MS: '3' }
  const start = () => startServer({ dataDir: join(folder, 'upstream'), env })
  let upstream = await start()
  const recorder = await startServer({ dataDir: join(folder, 'recorder') })
  try {
    const world = await createWorld(upstream, recorder)
    const lives = Promise.all(Array.from({ length: CLIENTS }, () => liveOn(world)))
    for (const after of ends) {
      await Promise.race([world.told.more(after), lives])
      const restarted = upstream.kill('SIGKILL').then(start)
      world.isUp = restarted
      upstream = await restarted
    }
    world.isOver = true
    await lives
    await audit(world)
    return world.told.count()
  } finally {
    await recorder.kill('SIGKILL')
    await upstream.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The upstream comes back where it was. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function createWorld(upstream: RunningServer, recorder: RunningServer): Promise<World> {
  const own = createHttpClient(recorder.url, { timeoutMs: TIMEOUT_MS })
  const body = { kind: 'playground', name: 'Other', url: upstream.url }
  const { id } = await own.post<{ readonly id: string }>('/api/settings/connections', body)
  const http = createHttpClient(`${recorder.url}/c/${id}`, { timeoutMs: TIMEOUT_MS })
  const assistant = await http.post<Assistant>('/v1/assistants', { model: 'scripted' })
  const told = createAcknowledged()
  return { recorder, connection: id, http, told, assistantId: assistant.id, isUp: Promise.resolve(), isOver: false }
}

/** Talks through the recorder; whatever fails while the upstream is away is begun anew when it is back. */
async function liveOn(world: World) {
  while (!world.isOver) {
    const before = world.isUp
    await before
    await converse(world).catch((error: unknown) => {
      // Nothing fails but by the upstream's end.
      if (world.isUp === before) throw error
    })
  }
}

async function converse({ http, told, assistantId }: World) {
  const thread = await http.post<Thread>('/v1/threads')
  told.thread(thread)
  const path = `/v1/threads/${thread.id}`
  const content = 'Write 30 words about the sea.'
  told.message(await http.post<Message>(`${path}/messages`, { role: 'user', content }))
  const read = told.leg()
  for await (const event of http.stream(`${path}/runs`, { assistant_id: assistantId })) read(event)
}

async function audit({ recorder, connection, http, told }: World) {
  const own = createHttpClient(`${recorder.url}/api/connections/${connection}`, { timeoutMs: TIMEOUT_MS })
  for (const thread of told.threads.values()) expect(await http.get(`/v1/threads/${thread.id}`)).toEqual(thread)
  for (const message of told.messages.values())
    expect(await http.get(`/v1/threads/${message.thread_id}/messages/${message.id}`)).toEqual(message)
  const active = () => own.get<List<RunSummary>>(`/runs?status=${activeStatuses.join(',')}`)
  await expect.poll(async () => (await active()).data.map(({ run }) => run.id), { timeout: TIMEOUT_MS }).toEqual([])
  for (const known of told.runs.values()) {
    const { run } = await own.get<RunSummary>(`/runs/${known.id}`)
    expect(isTerminal(run.status), `${run.id} is ${run.status}`).toBe(true)
    const log = await logOf(`${recorder.url}/api/connections/${connection}/runs/${run.id}/events`)
    const recorded = new Set(log.map(({ event, data }) => JSON.stringify({ event, data })))
    for (const { event, data } of known.legs.flat())
      if (event !== 'thread.created')
        expect(recorded, `${event} of ${run.id}`).toContain(JSON.stringify({ event, data }))
  }
  expect(told.runs.size).toBeGreaterThan(0)
}

async function logOf(url: string): Promise<readonly LoggedEvent[]> {
  const { body } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!body) throw new Error('There is no log.')
  const log: LoggedEvent[] = []
  for await (const { event, data } of readFrames(body)) if (event !== 'done') log.push(JSON.parse(data) as LoggedEvent)
  return log
}
