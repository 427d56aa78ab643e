import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { List } from '@/lib/protocol/list'
import type { Message } from '@/lib/protocol/message'
import type { Run } from '@/lib/protocol/run'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { createGate, createTapes, stop, text } from './testing/tapes'

const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object' } } } as const
const tools = [weather]

let tapes: ReturnType<typeof createTapes>
let wire: TestBackend

beforeEach(async () => {
  tapes = createTapes()
  wire = await startEmbedded(tapes.models)
})
afterEach(() => wire.close())

async function prepared(settings: Parameters<TestBackend['assistant']>[0] = {}) {
  const assistant = await wire.assistant({ tools: [...tools], ...settings })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'What is the weather?' }] })
  return { assistant, thread, body: { assistant_id: assistant.id }, runs: `/threads/${thread.id}/runs` }
}

const messagesOf = (threadId: string) => wire.call<List<Message>>('GET', `/threads/${threadId}/messages?order=asc`)
const textOf = (message: Message | undefined) =>
  message?.content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

/** Lets everything else that is ready happen first. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Follows a run to where it rests or waits. */
async function settled(run: Run): Promise<Run> {
  for (;;) {
    const now = await wire.getRun(run)
    if (!['queued', 'in_progress', 'cancelling'].includes(now.status)) return now
    await turn()
  }
}

describe('what a run is given', () => {
  it('is a snapshot of the assistant with what the request overrides', async () => {
    const { body, thread, assistant } = await prepared({ instructions: 'Be kind.', temperature: 0.5 })
    tapes.put([stop])
    const run = await wire.run(thread.id, {
      ...body,
      model: 'other',
      additional_instructions: 'Be brief.',
      top_p: 0.1,
      metadata: { a: 'b' },
    })
    await wire.call('DELETE', `/assistants/${assistant.id}`)
    expect(run).toMatchObject({
      model: 'other',
      instructions: 'Be kind.\nBe brief.',
      temperature: 0.5,
      top_p: 0.1,
      tools: assistant.tools,
      metadata: { a: 'b' },
      tool_choice: 'auto',
      parallel_tool_calls: true,
      response_format: 'auto',
      truncation_strategy: { type: 'auto', last_messages: null },
    })
    expect(await settled(run)).toMatchObject({ status: 'completed', assistant_id: assistant.id })
  })

  it('includes additional messages, which stay in the thread', async () => {
    const { body, thread } = await prepared()
    tapes.put([text('ok'), stop])
    const run = await wire.run(thread.id, {
      ...body,
      additional_messages: [{ role: 'user', content: 'And tomorrow?' }],
    })
    await settled(run)
    expect((await messagesOf(thread.id)).data.map(textOf)).toEqual(['What is the weather?', 'And tomorrow?', 'ok'])
    expect(tapes.inputs[0]?.turns).toHaveLength(2)
  })

  it('is cut to the newest messages when the request asks for it', async () => {
    const { body, thread } = await prepared()
    await wire.message(thread.id, { content: 'second' })
    await wire.message(thread.id, { content: 'third' })
    tapes.put([stop])
    await settled(
      await wire.run(thread.id, { ...body, truncation_strategy: { type: 'last_messages', last_messages: 2 } }),
    )
    expect(JSON.stringify(tapes.inputs[0]?.turns)).not.toContain('weather')
    expect(tapes.inputs[0]?.turns).toHaveLength(2)
  })

  it('ends as incomplete when no prompt fits its limit', async () => {
    const { body, thread } = await prepared({ instructions: 'word '.repeat(2_000) })
    const run = await settled(await wire.run(thread.id, { ...body, max_prompt_tokens: 256 }))
    expect(run).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_prompt_tokens' } })
  })

  it('changes its metadata while it works, and keeps the change', async () => {
    const { body, runs, thread } = await prepared()
    const gate = createGate()
    tapes.put([gate, text('ok'), stop])
    const run = await wire.run(thread.id, body)
    await gate.reached
    await wire.call('POST', `${runs}/${run.id}`, { metadata: { seen: 'yes' } })
    gate.release()
    expect(await settled(run)).toMatchObject({ status: 'completed', metadata: { seen: 'yes' } })
  })
  it('lets the metadata of its answer be changed while it is written, and keeps the change', async () => {
    const { body, thread } = await prepared()
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and whole.'), stop])
    const run = await wire.run(thread.id, body)
    await gate.reached
    const answer = async () => {
      for (;;) {
        const [newest] = (await messagesOf(thread.id)).data.slice(1)
        if (newest) return newest
        await turn()
      }
    }
    const { id } = await answer()
    await wire.call('POST', `/threads/${thread.id}/messages/${id}`, { metadata: { rating: 'good' } })
    gate.release()
    await settled(run)
    expect(await answer()).toMatchObject({ status: 'completed', metadata: { rating: 'good' } })
    expect(textOf(await answer())).toBe('Half and whole.')
  })
})
