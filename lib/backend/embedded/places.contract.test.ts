// How many runs may be with their models at a time, and who keeps whom waiting.
import { expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { startEmbedded } from './testing/embedded'
import { codeTool, createHostedTools } from './testing/hosted-tools'
import { call, createGate, createTapes, stop, stopForCalls, text } from './testing/tapes'
import { settled, turn } from './testing/weather'

const PLACES = 100

it('an endpoint that hangs keeps its own runs waiting, and nobody else', async () => {
  let asked = 0
  const models = createModelRegistry({
    paceMs: 0,
    sleep: async () => undefined,
    upstream: { api: 'chat_completions', baseUrl: 'https://models.invalid/v1', apiKey: '', names: ['far'] },
    fetch: () => {
      asked += 1
      return new Promise(() => undefined)
    },
  })
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
    expect(await settled(wire, await ask('scripted'))).toMatchObject({ status: 'completed' })
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
