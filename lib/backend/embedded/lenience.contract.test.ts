// What clients of other languages send and mean well, and what may not pass in silence.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { collect, rawBody } from '@/lib/backend/testing/wire'
import type { Assistant } from '@/lib/protocol/assistant'
import type { List } from '@/lib/protocol/list'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createTapes, stop, stopForCalls, text } from './testing/tapes'

let wire: TestBackend
const tapes = createTapes()
beforeAll(async () => {
  wire = await startEmbedded(tapes.models)
})
afterAll(() => wire.close())

const fn = (name: string, rest: object = {}) => ({ type: 'function' as const, function: { name, ...rest } })

it('takes an empty array for an empty object, as the body only', async () => {
  expect((await wire.send('POST', '/threads', [])).status).toBe(200)
  expect(await wire.refusal('POST', '/threads', { metadata: [] })).toMatchObject({ status: 400, param: 'metadata' })
  expect(await wire.refusal('POST', '/threads', [1])).toMatchObject({ status: 400 })
})

it('takes an empty cursor for none', async () => {
  const { id } = await wire.thread()
  const list = await wire.call<List<unknown>>('GET', `/threads/${id}/messages?after=&before=`)
  expect(list.data).toEqual([])
})

it('takes null for a field that is left out', async () => {
  const parts = { description: null, parameters: null }
  const made = await wire.call<Assistant>('POST', '/assistants', { model: 'tape', tools: [fn('now', parts)] })
  expect(made.tools).toEqual([fn('now')])
  expect((await wire.call<Assistant>('POST', '/assistants', { model: 'tape', tools: null })).tools).toEqual([])
  expect((await wire.send('POST', '/threads', { messages: null })).status).toBe(200)
})

it.each([
  [{ metadata: JSON.parse('{"__proto__":"x"}') as object }, 'metadata'],
  [{ tools: [fn('f', { parameters: JSON.parse('{"__proto__":{}}') as object })] }, 'tools[0].function.parameters'],
  [{ tools: [fn('f'), fn('g'), fn('f')] }, 'tools[2].function.name'],
])('refuses what it could not keep apart or keep at all: %j', async (body, param) => {
  const refusal = await wire.refusal('POST', '/assistants', { model: 'tape', ...body })
  expect(refusal).toMatchObject({ status: 400, param, code: 'invalid_value' })
})

it('refuses a body that is no UTF-8', async () => {
  const body = Buffer.concat([Buffer.from('{"metadata":{"a":"'), Buffer.from([0xff]), Buffer.from('"}}')])
  const response = await wire.backend(new Request('http://playground.test/v1/threads', { method: 'POST', body }))
  expect(response.status).toBe(400)
  expect(await response.text()).toContain('not valid UTF-8')
})

it.each([
  ['{"model":"tape","temperature":1e400}', 'a number that is too large'],
  ['{"model":"tape","temperature":"1e400"}', 'a string'],
  ['{"model":"tape","temperature":"Infinity"}', 'a string'],
])('says of a number in %s what was sent', async (body, got) => {
  expect((await wire.refusal('POST', '/assistants', rawBody(body))).message).toContain(`but got ${got} instead`)
})

it.each(['/assistants', '/../api/connections/embedded/threads', '/../api/connections/embedded/runs'])(
  'says of a limit of %s what was sent',
  async (path) => {
    const said = async (limit: string) => {
      const { param, message } = await wire.refusal('GET', `${path}?limit=${limit}`)
      expect(param).toBe('limit')
      return / got (.+)\.$/.exec(message)?.[1]
    }
    expect(await Promise.all(['', 'x', '1.5', '1e400', '0'].map(said))).toEqual([
      'an empty string instead',
      'a string instead',
      'a number instead',
      'a number that is too large instead',
      '0 instead',
    ])
    expect((await wire.send('GET', `${path}?limit=1&after=`)).status).toBe(200)
  },
)

it.each(['x', '-1', '1.5', '1e400'])('refuses the number %s of an event with a code', async (after) => {
  const path = `/../api/connections/embedded/runs/run_1/events?after=${after}`
  expect(await wire.refusal('GET', path)).toMatchObject({ status: 400, param: 'after', code: 'invalid_value' })
})

it('refuses to require a tool where there is none', async () => {
  const [assistant, thread] = [await wire.assistant(), await wire.thread()]
  const body = { assistant_id: assistant.id, tool_choice: 'required' }
  expect(await wire.refusal('POST', `/threads/${thread.id}/runs`, body)).toMatchObject({
    status: 400,
    param: 'tool_choice',
    message: "Invalid value for 'tool_choice': 'required' needs at least one tool in 'tools'.",
  })
})

it('takes an output that is left out for an empty one', async () => {
  tapes.put([...call(0, 'note', '{}'), stopForCalls])
  const [assistant, thread] = [await wire.assistant({ tools: [fn('note')] }), await wire.thread()]
  const runs = `/threads/${thread.id}/runs`
  const events = await collect(wire.stream(runs, { assistant_id: assistant.id }))
  const run = events.at(-1)?.data as Run
  const waiting = run.required_action?.submit_tool_outputs.tool_calls ?? []
  tapes.put([text('Noted.'), stop])
  const outputs = waiting.map(({ id }) => ({ tool_call_id: id }))
  await collect(wire.stream(`${runs}/${run.id}/submit_tool_outputs`, { tool_outputs: outputs }))
  const steps = await wire.call<List<Step>>('GET', `${runs}/${run.id}/steps?order=asc`)
  expect(steps.data[0]?.step_details).toMatchObject({ tool_calls: [{ function: { output: '' } }] })
})
