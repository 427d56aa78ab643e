import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { Assistant } from '@/lib/protocol/assistant'
import type { Run } from '@/lib/protocol/run'
import type { Thread } from '@/lib/protocol/thread'
import { hostileDefinitions } from '@/lib/backend/models/scripted/testing/hostile-definitions'
import { createHttpClient, type HttpClient } from './testing/http-client'
import { startServer } from './testing/start-server'

const TIMEOUT_MS = 60_000

/** A run of its own assistant, whose tools it has to call when it has some. */
async function startRun(http: HttpClient, tools: readonly object[]): Promise<Run> {
  const { id: assistant_id } = await http.post<Assistant>('/v1/assistants', { model: 'scripted', tools })
  const thread = { messages: [{ role: 'user', content: 'hello' }] }
  return http.post<Run>('/v1/threads/runs', {
    assistant_id,
    thread,
    ...(tools.length > 0 && { tool_choice: 'required' }),
  })
}

/** One of each way to ask for endless work; `lib/backend/models/scripted/hostile-definitions.test.ts` has all. */
const hostile = [
  'a pattern that backtracks',
  'many large patterns',
  'itself, ten times over',
  'two after each rung, any',
  'many allowed values',
  'items without end',
].map((name) => hostileDefinitions[name])

const startHostileRuns = (http: HttpClient) =>
  Promise.all(hostile.map((parameters) => startRun(http, [{ type: 'function', function: { name: 'f', parameters } }])))

/** Each answer shows that the server is not stalled. */
const until = (http: HttpClient, { thread_id, id }: Run, isThere: (run: Run) => boolean): Promise<Run> =>
  askUntil(() => http.get<Run>(`/v1/threads/${thread_id}/runs/${id}`), isThere)

it('hostile definitions stall neither the server nor its next start', { timeout: 180_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'playground-'))
  let server = await startServer({ dataDir })
  try {
    const first = createHttpClient(server.url, { timeoutMs: TIMEOUT_MS })
    const runs = await startHostileRuns(first)
    // Answered while they work, or wait to.
    const harmless = await startRun(first, [])
    expect(await first.get<Thread>(`/v1/threads/${harmless.thread_id}`)).toMatchObject({ id: harmless.thread_id })
    await server.kill('SIGKILL')

    server = await startServer({ dataDir })
    const second = createHttpClient(server.url, { timeoutMs: TIMEOUT_MS })
    const after = await startRun(second, [])
    await until(second, after, ({ status }) => status === 'completed')
    for (const run of runs) {
      const { status, last_error } = await until(
        second,
        run,
        ({ status }) => status !== 'queued' && status !== 'in_progress',
      )
      expect({ status, last_error }).toEqual({ status: 'requires_action', last_error: null })
    }
  } finally {
    await server.kill('SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  }
})
