// The server is killed in the middle of a cell: what was answered before stays, and the rest is done again, in words.
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { callFrames, startFakeChatServer, streamReply, textFrames } from '@/lib/backend/models/testing/fake-chat-server'
import { pythonFolder } from '@/lib/backend/python/testing/python-folder'
import { ask } from './testing/ask'
import { startServer } from './testing/start-server'

const FIRST = 'x = 1\nprint("first")'
// It never ends beside the first; alone it does.
const SECOND = 'print("half")\nimport time\ntime.sleep(50 if "x" in dir() else 0)\nprint("whole")'

const cell = (id: string, code: string) =>
  streamReply(callFrames.inPieces([{ id, name: 'code_interpreter', arguments: JSON.stringify({ code }) }]))

test(
  'a run whose server is killed in the middle of a cell goes on, and runs no answered cell again',
  { timeout: 240_000 },
  async () => {
    const model = await startFakeChatServer(({ messages }) => {
      const answered = messages.filter(({ role }) => role === 'tool').length
      if (answered === 0) return cell('call_1', FIRST)
      return answered === 1 ? cell('call_2', SECOND) : streamReply(textFrames('Done.'))
    })
    const dataDir = await mkdtemp(join(tmpdir(), 'interrupted-'))
    // To make one takes seconds of a processor.
    const snapshots = join(pythonFolder, 'snapshots')
    if (existsSync(snapshots)) await cp(snapshots, join(dataDir, 'python', 'snapshots'), { recursive: true })
    const env = { MODEL_BASE_URL: model.baseUrl, MODEL_NAMES: 'coder' }
    let server = await startServer({ dataDir, env })
    const call = async <T>(method: string, path: string, body?: object) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await ask(`${server.url}/v1${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      })
      return JSON.parse(answer.text) as T
    }
    try {
      const assistant = await call<{ id: string }>('POST', '/assistants', {
        ...{ model: 'coder', tools: [{ type: 'code_interpreter' }] },
      })
      const thread = { messages: [{ role: 'user', content: 'How much?' }] }
      const run = await call<Run>('POST', '/threads/runs', { assistant_id: assistant.id, thread })
      const path = `/threads/${run.thread_id}/runs/${run.id}`
      const steps = async () => (await call<List<Step>>('GET', `${path}/steps?order=asc`)).data
      const outputs = async () =>
        (await steps()).map(({ status, step_details: details }) => {
          const calls = 'tool_calls' in details ? details.tool_calls : []
          const made = calls.flatMap((each) => (each.type === 'code_interpreter' ? each.code_interpreter.outputs : []))
          return [status, made.map((output) => (output.type === 'logs' ? output.logs : output.type)).join('')]
        })
      const poll = { timeout: 100_000, interval: 100 }
      const half = [
        ['completed', 'first\n'],
        ['in_progress', 'half\n'],
      ]
      await expect.poll(outputs, poll).toEqual(half)
      await server.kill('SIGKILL')
      server = await startServer({ dataDir, env })
      await expect.poll(async () => (await call<Run>('GET', path)).status, poll).toBe('completed')
      expect(await outputs()).toEqual([
        ['completed', 'first\n'],
        ['completed', 'half\nwhole\n'],
        ['completed', ''],
      ])
      // Once a turn: the turn whose calls were written was not asked for again.
      expect(model.requests).toHaveLength(3)
      const told = model.requests[2]!.body.messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []))
      expect(told).toEqual(['first', expect.stringMatching(/^\[The session was reset: .*\]\nhalf\nwhole$/)])
    } finally {
      await server.stop()
      await model.close()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
)
