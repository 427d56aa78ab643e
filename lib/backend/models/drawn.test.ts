// What code has drawn goes to endpoints that take pictures, and is left out for those that do not.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEndpointModel } from './endpoint-model'
import type { ChatTurn } from './model'
import {
  errorReply,
  startFakeChatServer,
  streamReply,
  textFrames,
  type FakeChatServer,
} from './testing/fake-chat-server'
import { inputOf } from './testing/model-input-fixture'
import { saying } from './testing/responses-frames'

const url = 'data:image/png;base64,AAAA'
const drew: ChatTurn = {
  role: 'calls',
  calls: [
    {
      ...{ id: 'call_1', name: 'code_interpreter', arguments: '{}', output: 'drawn' },
      pictures: [{ file_id: 'file-1', url }, { file_id: 'file-2' }],
    },
  ],
}
const turns: readonly ChatTurn[] = [
  { role: 'user', content: [{ type: 'text', text: { value: 'Draw.', annotations: [] } }] },
  drew,
  { role: 'user', content: [{ type: 'text', text: { value: 'Better?', annotations: [] } }] },
]

let server: FakeChatServer
let refusals: number
let refusal: ReturnType<typeof errorReply>
let answer: ReturnType<typeof streamReply>
beforeEach(async () => {
  refusals = 0
  server = await startFakeChatServer((body) => {
    if (!JSON.stringify(body).includes(url)) return answer
    refusals += 1
    return refusal
  })
})
afterEach(() => server.close())

it.each([
  ['chat_completions', 400, 'unknown variant `image_url`, expected `text`'],
  ['chat_completions', 500, 'image input is not supported - hint: you may need to provide the mmproj'],
  ['responses', 400, 'This model does not support image inputs.'],
] as const)('of %s: %s %s', async (api, status, message) => {
  refusal = errorReply(status, message)
  answer = api === 'responses' ? saying('Yes.') : streamReply(textFrames('Yes.'))
  const model = createEndpointModel(api, { baseUrl: server.baseUrl, apiKey: 'k', sleep: async () => undefined })
  for (const _time of [1, 2]) {
    const pieces = []
    for await (const piece of model(inputOf({ turns }))) pieces.push(piece)
    expect(pieces.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' })
  }
  // What a model has refused once is not sent to it again; an error of the server's is tried once more.
  expect(refusals).toBe(status === 500 ? 2 : 1)
  const last = JSON.stringify(server.requests.at(-1)?.body)
  expect(last).toContain('Better?')
  expect(last).toContain('drawn')
  expect(last).not.toContain('Drawn by the code')
})
