// How many runs may be with their models at a time, and who keeps whom waiting.
import { expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { startEmbedded } from './testing/embedded'
import { codeTool, createHostedTools } from './testing/hosted-tools'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { settled, turn } from './testing/weather'

const PLACES = 100

const whole = { choices: [{ message: { content: 'Here.' }, finish_reason: 'stop' }] }

const near = {
  name: 'Near',
  api: 'chat_completions',
  apiKey: '',
  headers: {},
  isLocked: false,
  baseUrl: 'https://models.invalid/near/v1',
  models: [{ name: 'near', upstreamName: 'near' }],
} as const

it('an endpoint that hangs keeps its own runs waiting, and nobody else, not even of the same host', async () => {
  let asked = 0
  const models = createModelRegistry({
    paceMs: 0,
    sleep: async () => undefined,
    upstream: { api: 'chat_completions', baseUrl: 'https://models.invalid/v1', apiKey: '', names: ['far'] },
    fetch: async (address) => {
      if (String(address).startsWith(near.baseUrl)) return Response.json(whole)
      asked += 1
      return new Promise(() => undefined)
    },
  })
  models.set({ endpoints: [near], defaultName: undefined })
  const wire = await startEmbedded(models)
  try {
    const { id: assistant_id } = await wire.assistant({})
    const ask = (model: string) =>
      wire.call<Run>('POST', '/threads/runs', {
        assistant_id,
        model,
        thread: { messages: [{ role: 'user', content: 'Hi' }] },
      })
    const hanging = await Promise.all(Array.from({ length: PLACES }, () => ask('far')))
    while (asked < PLACES) await turn()
    const next = await ask('far')
    for (const model of ['scripted', 'near']) {
      expect(await settled(wire, await ask(model))).toMatchObject({ status: 'completed' })
    }
    expect(await wire.getRun(next)).toMatchObject({ status: 'queued' })
    await wire.call('POST', `/threads/${hanging[0]?.thread_id}/runs/${hanging[0]?.id}/cancel`)
    while ((await wire.getRun(next)).status === 'queued') await turn()
    expect(asked).toBe(PLACES + 1)
  } finally {
    await wire.close()
  }
})

it('a tool that is executed keeps no place of its model', async () => {
  const [tapes, hosted] = [createTapes(), createHostedTools()]
  const wire = await startEmbedded(tapes.models, { tools: hosted.tools })
  try {
    const { id: assistant_id } = await wire.assistant({ tools: [codeTool] })
    const ask = () => wire.call<Run>('POST', '/threads/runs', { assistant_id })
    for (let run = 0; run < PLACES; run += 1) {
      tapes.put([...call(0, 'code_interpreter', '{"code":"slow()"}'), stopForCalls])
      hosted.put([createGate()])
    }
    await Promise.all(Array.from({ length: PLACES }, ask))
    while (hosted.calls.length < PLACES) await turn()
    tapes.put([text('Here.'), stop])
    expect(await settled(wire, await ask())).toMatchObject({ status: 'completed' })
  } finally {
    await wire.close()
  }
})
