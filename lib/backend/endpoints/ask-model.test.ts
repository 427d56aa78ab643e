import { expect, it } from 'vitest'
import { abilitiesOf } from './ask-model'
import type { Endpoint } from './endpoint'

interface Body {
  readonly tools?: unknown
  readonly tool_choice?: unknown
  readonly response_format?: unknown
}

type Answer = (body: Body) => Response | undefined

function chat(delta: object, finish_reason = 'stop') {
  const frame = { id: 'c', object: 'chat.completion.chunk', created: 1, choices: [{ index: 0, delta, finish_reason }] }
  const text = `data: ${JSON.stringify(frame)}\n\ndata: [DONE]\n\n`
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

const endpoint: Endpoint = {
  ...{ id: 'ours', name: 'Ours', api: 'chat_completions', url: 'https://models.test/v1', models: [] },
  ...{ key: '', headers: {}, isLocked: false, codeInterpreter: 'ours' },
}

const call = () =>
  chat(
    { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'get_time', arguments: '{}' } }] },
    'tool_calls',
  )
const refused = () => Response.json({ error: { message: 'not here' } }, { status: 400 })
const asksForBoth = (body: Body) => body.tools !== undefined || body.response_format !== undefined

it.each<[string, { tools: boolean | null; json_schema: boolean | null }, Answer]>([
  ['takes both and does nothing with them', { tools: false, json_schema: false }, () => undefined],
  [
    'does both',
    { tools: true, json_schema: true },
    (body) => (body.tools ? call() : body.response_format ? chat({ content: '{"ok": true}' }) : undefined),
  ],
  [
    'answers with an object of another form',
    { tools: false, json_schema: false },
    (body) => (body.response_format ? chat({ content: '{"okay": true}' }) : undefined),
  ],
  [
    'has no tokens left for either',
    { tools: null, json_schema: null },
    (body) => (asksForBoth(body) ? chat({}, 'length') : undefined),
  ],
  [
    'has functions, and refuses only that one must be called',
    { tools: true, json_schema: false },
    (body) => (body.tool_choice === 'required' ? refused() : body.tools ? call() : undefined),
  ],
  [
    'may have functions, of which it calls none',
    { tools: null, json_schema: false },
    (body) => (body.tool_choice === 'required' ? refused() : undefined),
  ],
  ['refuses both', { tools: false, json_schema: false }, (body) => (asksForBoth(body) ? refused() : undefined)],
  [
    'is away when it is asked',
    { tools: null, json_schema: null },
    (body) => (asksForBoth(body) ? new Response('', { status: 503 }) : undefined),
  ],
])('of a model that %s: %j', async (_what, abilities, special) => {
  const found = await abilitiesOf(endpoint, 'fast', {
    fetch: async (_address, init) => special(JSON.parse(init?.body as string) as Body) ?? chat({ content: 'OK' }),
    sleep: async () => undefined,
    answerMs: 10_000,
    streaming: true,
  })
  expect(found).toEqual({ streaming: true, images: true, ...abilities })
})
