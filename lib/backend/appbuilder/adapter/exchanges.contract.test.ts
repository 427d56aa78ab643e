// What passes about runs of an AppBuilder connection, recorded for the wire panel: what clients ask of it, and what it
// asks of the account.
import { expect, it } from 'vitest'
import { weather } from '@/lib/backend/embedded/testing/functions'
import { call, stop, stopForCalls, text } from '@/lib/backend/embedded/testing/tapes'
import { collect } from '@/lib/backend/testing/wire'
import type { ExchangeList, ListedExchange, WireExchange } from '@/lib/protocol/exchange'
import type { Run } from '@/lib/protocol/run'
import { accountStage, own, type AdapterWire } from '../testing/account-stage'
import { unlike } from '../testing/gateways'

const account = accountStage({ reports: true })

async function asked(wire: AdapterWire) {
  const assistant = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper', tools: [weather] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
  return { assistant_id: assistant.id, thread_id: thread.id }
}

const listOf = async (wire: AdapterWire, run: string) =>
  (await wire.call<ExchangeList>('GET', own(`/runs/${run}/exchanges`))).data
const inShort = ({ asked_by, method, path, answer }: ListedExchange) =>
  [asked_by, method, path.replace(/(?<=\/)(?:thread|run)_[^/]+/g, '…'), answer?.status].join(' ')

it('has the requests of clients and those to the account in their order, each one whole, and no key', async () => {
  const wire = await account.over()
  const { assistant_id, thread_id } = await asked(wire)
  account.tapes.put([...call(0, 'get_weather', '{"city":"Paris"}'), stopForCalls], [text('Sunny.'), stop])
  const events = await collect(wire.stream(`/threads/${thread_id}/runs`, { assistant_id }))
  const run = events.map(({ data }) => data as Run).findLast(({ object }) => object === 'thread.run')!
  const [waiting] = run.required_action?.submit_tool_outputs.tool_calls ?? []
  const tool_outputs = [{ tool_call_id: waiting?.id, output: 'sunny' }]
  await collect(wire.stream(`/threads/${thread_id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs }))

  const list = await listOf(wire, run.id)
  expect(list.map(inShort)).toEqual([
    'client POST /threads/…/runs 200',
    'server POST /v2/threads/runs 200',
    'client POST /threads/…/runs/…/submit_tool_outputs 200',
    'server POST /v2/threads/runs/submit_tool_outputs 200',
  ])
  expect(list.every(({ answer }) => answer && answer.end_ms !== null)).toBe(true)
  expect(list[1]!.answer!.bytes, 'the frames are counted').toBeGreaterThan(1_000)
  for (const { number } of list) {
    const whole = await wire.call<WireExchange>('GET', own(`/runs/${run.id}/exchanges/${number}`))
    expect(JSON.parse(whole.request.text ?? ''), whole.path).toBeTypeOf('object')
    expect(JSON.stringify(whole)).not.toContain('secret')
  }
  expect(wire.reports).toEqual([])
})

it('leaves out looks that show nothing new, and has what the account refused', async () => {
  const begun = async (request: Request, pass: (request: Request) => Promise<Response>) => {
    const [begin = ''] = (await (await pass(request)).text()).split('\n\n')
    return new Response(`${begin}\n\n`)
  }
  const statuses = ['in_progress', 'in_progress', 'in_progress', 'refused', 'in_progress', 'completed']
  const query = async (request: Request, pass: (request: Request) => Promise<Response>) => {
    const status = statuses.shift() ?? 'completed'
    if (status === 'refused') return Response.json({ code: 'busy', message: 'Busy.' }, { status: 503 })
    return Response.json({ ...((await (await pass(request)).json()) as object), status })
  }
  const wire = await account.over(
    unlike(account.face.face, { '/v2/threads/runs': begun, '/v2/threads/runs/query': query }),
  )
  const { assistant_id, thread_id } = await asked(wire)
  account.tapes.put([text('Sunny.'), stop])
  const { id } = await wire.run(thread_id, { assistant_id })
  await expect.poll(async () => (await wire.getRun({ id, thread_id })).status).toBe('completed')
  const list = (await listOf(wire, id)).filter(({ asked_by }) => asked_by === 'server')
  expect(list.map(inShort)).toEqual([
    'server POST /v2/threads/runs 200',
    'server POST /v2/threads/runs/query 200',
    'server POST /v2/threads/runs/query 503',
    'server POST /v2/threads/runs/query 200',
    'server POST /v2/threads/runs/query 200',
  ])
})
