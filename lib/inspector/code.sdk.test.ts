// The code that pages show, run as a reader would: in a process of its own, with the unmodified package.
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { useServer } from '@/lib/server/testing/use-server'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { WireExchange } from '@/lib/protocol/exchange'
import { codeOf, codeOfExchange } from './code'

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

/** Programs of one client that are run one after another in one process: a client's head stands in each of them. */
function inOneProcess(programs: readonly string[]) {
  const imports = programs.flatMap((program) => program.match(/^import .*$/gm) ?? [])
  const bodies = programs.map((program) => `{\n${program.replace(/^import .*$/gm, '')}\n}`)
  return [...new Set(imports), ...bodies].join('\n')
}

interface Passed {
  readonly method: string
  readonly path: string
  readonly body?: object
}

const exchangeOf = ({ method, path, body }: Passed, index: number): WireExchange => {
  const text = body === undefined ? '' : JSON.stringify(body)
  const request = { headers: {}, bytes: text.length, text, is_cut: false }
  return { number: index, at_ms: 1, asked_by: 'client', method, path, request, answer: null, failure: null }
}

it.each(['node', 'agents', ...(hasShell ? (['curl'] as const) : [])] as const)(
  'sends each request that passed once more: %s',
  async (language) => {
    const { client, server } = playground
    const { threads } = client.beta
    const parameters = { type: 'object', properties: { item: { type: 'string' } }, required: ['item'] }
    const { id: assistant_id } = await client.beta.assistants.create({
      model: 'scenario/parallel-tools',
      tools: [{ type: 'function', function: { name: 'look_up', parameters } }],
    })
    const waiting = async () => {
      const messages = [{ role: 'user', content: 'Please look up the item "lamp".' }] as const
      const run = await threads.createAndRunPoll({ assistant_id, thread: { messages: [...messages] } })
      return { ...run, at: `/threads/${run.thread_id}/runs/${run.id}` }
    }
    const [answered, cancelled, empty] = [await waiting(), await waiting(), await threads.create()]
    const [step] = (await threads.runs.steps.list(answered.id, { thread_id: answered.thread_id })).data
    const calls = answered.required_action?.submit_tool_outputs.tool_calls ?? []
    const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'it’s a "lamp" `$HOME`' }))
    const passed: readonly Passed[] = [
      { method: 'GET', path: answered.at },
      { method: 'GET', path: `${answered.at}/steps?limit=5&order=asc` },
      { method: 'GET', path: `${answered.at}/steps/${step?.id}` },
      { method: 'POST', path: answered.at, body: { metadata: { sent_by: language } } },
      { method: 'POST', path: `${answered.at}/submit_tool_outputs`, body: { tool_outputs, stream: true } },
      { method: 'POST', path: `${cancelled.at}/cancel` },
      { method: 'POST', path: `/threads/${empty.id}/runs`, body: { assistant_id, instructions: 'Of once more' } },
      { method: 'POST', path: '/threads/runs', body: { assistant_id, metadata: { of: 'once more' }, stream: true } },
    ]
    const at = { baseUrl: `${server.url}/v1`, needsToken: false, kind: 'embedded' } as const
    const programs = passed.map((each, index) => codeOfExchange(exchangeOf(each, index), language, at) ?? '')
    expect(programs).not.toContain('')
    const { stdout } =
      language === 'curl'
        ? await promisify(execFile)('sh', ['-ec', programs.join('\n')])
        : await promisify(execFile)(process.execPath, ['--input-type=module', '-e', inOneProcess(programs)])
    expect(stdout).toContain(step?.id)

    const of = async ({ id, thread_id }: typeof answered) => threads.runs.retrieve(id, { thread_id })
    expect(await of(answered)).toMatchObject({ status: 'completed', metadata: { sent_by: language } })
    const steps = await threads.runs.steps.list(answered.id, { thread_id: answered.thread_id })
    expect(JSON.stringify(steps.data)).toContain(JSON.stringify('it’s a "lamp" `$HOME`'))
    expect((await of(cancelled)).status).toBe('cancelled')
    expect((await threads.runs.list(empty.id)).data).toMatchObject([{ instructions: 'Of once more' }])
    const all = await (await fetch(`${server.url}/api/connections/embedded/runs?limit=1`)).json()
    expect(all).toMatchObject({ data: [{ run: { assistant_id, metadata: { of: 'once more' } } }] })
  },
  60_000,
)
