// The code that pages show, run as a reader would: in a process of its own, with the unmodified package.
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { useServer } from '@/lib/server/testing/use-server'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { codeOf } from './code'

const playground = useServer()
const hasShell = spawnSync('sh', ['-c', 'command -v curl && command -v jq']).status === 0

it('makes a run again in Node, and in a shell where there is jq: its messages, long ones too, its calls, until it ends', async () => {
  const { client, server } = playground
  const look_up = { type: 'object', properties: { item: { type: 'string' } }, required: ['item'] }
  const { id: assistant_id } = await client.beta.assistants.create({
    model: 'scenario/parallel-tools',
    tools: [{ type: 'function', function: { name: 'look_up', description: 'Looks up an item', parameters: look_up } }],
  })
  const run = await client.beta.threads.createAndRunPoll({
    assistant_id,
    thread: {
      messages: [
        { role: 'user', content: `${'“It’s” `long` \\ '.repeat(500)}` },
        { role: 'user', content: 'Please look up the item "lamp".' },
      ],
    },
  })
  expect(run.status).toBe('requires_action')
  const { data } = await client.beta.threads.messages.list(run.thread_id, { order: 'asc' })
  const selection = { type: 'run', id: run.id, run: run as Run } as const
  const before = data as unknown as Message[]
  const code = codeOf(selection, 'node', { baseUrl: `${server.url}/v1`, needsToken: false, kind: 'embedded', before })
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code])
  expect(stdout).toMatch(/^completed null\nuser “It’s” `long` \\ [^\n]*\nuser Please look up[^\n]*\nassistant /)
  expect(stdout).toContain('<the output of look_up>')

  const withAgents = codeOf(selection, 'agents', {
    baseUrl: `${server.url}/v1`,
    needsToken: false,
    kind: 'embedded',
    before,
  })
  const { stdout: said } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', withAgents])
  expect(said).toMatch(/^completed null\nuser “It’s” `long` \\ [^\n]*\nuser Please look up[^\n]*\nassistant /)
  expect(said).toContain('<the output of look_up>')

  if (hasShell) {
    const inShell = codeOf(selection, 'curl', {
      baseUrl: `${server.url}/v1`,
      needsToken: false,
      kind: 'embedded',
      before,
    })
    const { stdout: told } = await promisify(execFile)('sh', ['-c', inShell])
    expect(told).toMatch(/"status": "completed"[^]*\nuser: “It’s” [^\n]*\nuser: Please look up[^\n]*\nassistant: /)
    expect(told).toContain('<the output of look_up>')
  }

  const { data: threads } = await (await fetch(`${server.url}/api/connections/embedded/threads`)).json()
  expect(threads, 'a thread of its own').toHaveLength(hasShell ? 4 : 3)
}, 60_000)
