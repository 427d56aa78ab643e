// Runs on an endpoint whose own code interpreter somebody has chosen: what it is asked, and what is kept of its work.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { collect } from '@/lib/backend/testing/wire'
import type { StoredFile } from '@/lib/protocol/file'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import type { Step } from '@/lib/protocol/step'
import { createModelRegistry, type OwnedModelRegistry } from '@/lib/backend/models/registry'
import { errorReply, startFakeChatServer, streamReply } from '@/lib/backend/models/testing/fake-chat-server'
import type { FakeChatServer, FakeReply } from '@/lib/backend/models/testing/fake-chat-server'
import {
  callItems,
  messageDone,
  responseReply,
  saying,
  textDeltas,
} from '@/lib/backend/models/testing/responses-frames'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { codeTool } from './testing/hosted-tools'
import { playedPython } from './testing/python'
import { messagesOf, stepsOf } from './testing/weather'

const weather = { type: 'function', function: { name: 'get_weather' } } as const
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let wire: TestBackend
let server: FakeChatServer
let models: OwnedModelRegistry
let replies: FakeReply[]

beforeEach(async () => {
  replies = []
  server = await startFakeChatServer(() => replies.shift() ?? errorReply(500, 'nothing left'))
  models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })
  const endpoint = { name: 'Theirs', api: 'responses', baseUrl: server.baseUrl, apiKey: 'sk-0', headers: {} } as const
  models.set({
    endpoints: [
      { ...endpoint, codeInterpreter: 'theirs', isLocked: false, models: [{ name: 'm', upstreamName: 'm' }] },
    ],
    defaultName: undefined,
  })
  wire = await startEmbedded(models, { python: playedPython })
})
afterEach(async () => {
  await wire.close()
  await models.close()
  await server.close()
})

/** Code as OpenAI streams it: in pieces, once more whole, and with its outputs at its end. */
const ran = (pieces: readonly string[], outputs: readonly object[] | null, at = 0) => {
  const item = { type: 'code_interpreter_call', id: `ci_${at}`, container_id: 'cntr_1', status: 'completed' }
  const code = pieces.join('')
  return [
    { type: 'response.output_item.added', output_index: at, item: { ...item, code: '', status: 'in_progress' } },
    { type: 'response.code_interpreter_call.in_progress', output_index: at, item_id: item.id },
    ...pieces.map((delta) => ({ type: 'response.code_interpreter_call_code.delta', output_index: at, delta })),
    { type: 'response.code_interpreter_call_code.done', output_index: at, code },
    { type: 'response.code_interpreter_call.interpreting', output_index: at, item_id: item.id },
    { type: 'response.output_item.done', output_index: at, item: { ...item, code, outputs } },
  ]
}
const said = (text: string, at: number) =>
  [...textDeltas(text).slice(1), messageDone(text)].map((frame) => ({ ...frame, output_index: at }))

async function run(assistant: object = {}, thread?: string): Promise<Run> {
  const { id } = await wire.assistant({ model: 'm', tools: [codeTool], ...assistant })
  const threadId = thread ?? (await wire.thread({ messages: [{ role: 'user', content: 'How much?' }] })).id
  const events = await collect(wire.stream(`/threads/${threadId}/runs`, { assistant_id: id }))
  return events.map(({ data }) => data as Run).findLast(({ object }) => object === 'thread.run')!
}
const stepsIn = async (of: Run): Promise<readonly Step[]> => (await stepsOf(wire, of)).data
const bodyOf = (at: number) => server.requests[at]?.body as unknown as Record<string, unknown>

it('is asked for its own, and what that did stands on steps, with its pictures kept', async () => {
  replies.push(
    responseReply([
      ...ran(
        ['x = 6\n', 'print(x * 7)'],
        [
          { type: 'logs', logs: '42\n' },
          { type: 'image', url: `data:image/png;base64,${PIXEL}` },
        ],
      ),
      ...ran(
        ['1 / 0'],
        [
          { type: 'image', url: 'https://elsewhere.test/x.png' },
          { type: 'new', what: 1 },
        ],
        1,
      ),
      ...said('It is 42.', 2),
    ]),
    saying('As I said.'),
  )
  const done = await run()
  expect(done.status).toBe('completed')
  expect(bodyOf(0)).toMatchObject({
    tools: [{ type: 'code_interpreter', container: { type: 'auto' } }],
    include: ['reasoning.encrypted_content', 'code_interpreter_call.outputs'],
  })
  const steps = await stepsIn(done)
  const [picture] = (await messagesOf(wire, done.thread_id)).data.at(-1)!.content
  const file_id = picture?.type === 'image_file' ? picture.image_file.file_id : ''
  expect(steps.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
  expect(steps.map(({ step_details: details }) => 'tool_calls' in details && details.tool_calls)).toMatchObject([
    [
      {
        type: 'code_interpreter',
        code_interpreter: {
          input: 'x = 6\nprint(x * 7)',
          outputs: [
            { type: 'logs', logs: '42\n' },
            { type: 'image', image: { file_id } },
          ],
        },
      },
    ],
    [{ code_interpreter: { input: '1 / 0', outputs: [{ type: 'logs', logs: expect.stringContaining('not kept') }] } }],
    false,
  ])
  const bytes = await wire.send('GET', `/files/${file_id}/content`)
  expect(Buffer.from(await bytes.arrayBuffer()).toString('base64')).toBe(PIXEL)

  // What was run there is told in a later run, and what was drawn is shown.
  await run({}, done.thread_id)
  const later = JSON.stringify(bodyOf(1).input)
  expect(later).toContain('print(x * 7)')
  expect(later).toContain(PIXEL)
})

it('works beside functions, and with an answer that comes whole', async () => {
  const code = { type: 'code_interpreter_call', id: 'ci_1', code: '2 + 2', outputs: [{ type: 'logs', logs: '4' }] }
  const text = { type: 'message', id: 'msg_1', content: [{ type: 'output_text', text: 'Four.' }] }
  replies.push(
    responseReply([...ran(['1 + 1'], null), ...callItems([{ id: 'call_w', name: 'get_weather', arguments: '{}' }], 1)]),
    responseReply([], { output: [code, text] }),
  )
  const waiting = await run({ tools: [codeTool, weather] })
  expect(waiting.status).toBe('requires_action')
  const calls = waiting.required_action!.submit_tool_outputs.tool_calls
  const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
  const path = `/threads/${waiting.thread_id}/runs/${waiting.id}/submit_tool_outputs`
  await collect(wire.stream(path, { tool_outputs }))
  const types = (await stepsIn(waiting)).map(({ step_details: details }) =>
    'tool_calls' in details ? details.tool_calls.map((call) => call.type) : details.type,
  )
  expect(types).toEqual([['code_interpreter'], ['function'], ['code_interpreter'], 'message_creation'])
})

it('ends a run whose answer breaks off in the middle of code, and takes nothing it has not said', async () => {
  replies.push(streamReply(ran(['while True:'], null).slice(0, 3), 'closed'))
  const failed = await run()
  expect(failed).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
  expect((await stepsIn(failed))[0]).toMatchObject({
    status: 'failed',
    step_details: { tool_calls: [{ code_interpreter: { input: 'while True:', outputs: [] } }] },
  })
})

it("leaves code with files of this server to this server's own", async () => {
  const form = new FormData()
  form.set('purpose', 'assistants')
  form.set('file', new File(['a,b\n'], 'data.csv'))
  const upload = await wire.backend(new Request('http://test/v1/files', { method: 'POST', body: form }))
  const { id } = (await upload.json()) as StoredFile
  const args = JSON.stringify({ code: '12345' })
  replies.push(responseReply(callItems([{ id: 'call_c', name: 'code_interpreter', arguments: args }])), saying('Done.'))
  const done = await run({ tool_resources: { code_interpreter: { file_ids: [id] } } })
  expect(bodyOf(0).tools).toMatchObject([{ type: 'function', name: 'code_interpreter' }])
  expect(bodyOf(0).include).toEqual(['reasoning.encrypted_content'])
  const message = (await messagesOf(wire, done.thread_id)).data.at(-1) as Message
  expect(message.content.at(-1)).toMatchObject({ text: { value: 'Done.' } })
})
