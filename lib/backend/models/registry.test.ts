import { afterEach, describe, expect, it } from 'vitest'
import { startFakeChatServer, streamReply, textFrames, type FakeChatServer } from './testing/fake-chat-server'
import { chunksOf, inputOf, textOfChunks } from './testing/model-input-fixture'
import { createModelRegistry } from './registry'

const pacing = { paceMs: 0, sleep: async () => undefined }
const open: FakeChatServer[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function withUpstream(...names: readonly string[]) {
  const server = await startFakeChatServer((body) => streamReply(textFrames(`I am ${body.model}`)))
  open.push(server)
  const registry = createModelRegistry({
    ...pacing,
    upstream: { api: 'chat_completions', baseUrl: server.baseUrl, apiKey: 'key', names },
  })
  const ask = async (model: string) => textOfChunks(await chunksOf(registry.find(model).answer(inputOf({ model }))))
  return { server, registry, ask }
}

describe('without an endpoint', () => {
  const registry = createModelRegistry(pacing)

  it('everything is scripted', () => {
    expect(registry.defaultName).toBe('scripted')
    for (const name of ['scripted', 'gpt-4o', 'gpt-4-1106-preview', 'scenario/long-answer', 'constructor']) {
      expect(registry.find(name)).toMatchObject({ scripted: true, answer: expect.any(Function) })
    }
  })

  it('offers the scripted model and the scenarios', () => {
    expect(registry.names.map(({ id }) => id)).toEqual([
      'scripted',
      'scenario/parallel-tools',
      'scenario/two-rounds',
      'scenario/slow-queue',
      'scenario/long-answer',
      'scenario/rate-limited',
      'scenario/server-error',
      'scenario/max-tokens',
      'scenario/expires-soon',
      'scenario/markdown-showcase',
    ])
  })

  it.each(['scenario/none', 'scenario/constructor'])('says that there is no %s', async (name) => {
    await expect(chunksOf(registry.find(name).answer(inputOf()))).rejects.toMatchObject({
      code: 'invalid_prompt',
      message: expect.stringContaining('scenario/two-rounds'),
    })
  })
})

describe('with an endpoint', () => {
  it('says who answers, and how many hosts where others answer, too', async () => {
    const { registry, server } = await withUpstream('fast')
    expect(registry.answeredBy).toEqual({ kind: 'openai-compatible', host: server.host })
    const other = { name: 'Other', api: 'chat_completions', apiKey: '', headers: {}, isLocked: false } as const
    const models = [{ name: 'slow', upstreamName: 'slow' }]
    registry.set({ endpoints: [{ ...other, baseUrl: 'https://other.test/v1', models }], defaultName: undefined })
    expect(registry.answeredBy).toEqual({ kind: 'openai-compatible', host: server.host, hosts: 2 })
  })

  it('offers its models first, the first as the default', async () => {
    const { registry, server } = await withUpstream('fast', 'clever = vendor/clever=4k ', '', 'scripted=theirs')
    expect(registry.defaultName).toBe('fast')
    expect(registry.names.slice(0, 3)).toEqual([
      { id: 'fast', owned_by: server.host },
      { id: 'clever', owned_by: server.host },
      { id: 'scripted', owned_by: 'assistants-playground' },
    ])
  })

  it('calls models by their names there, unknown ones as they are', async () => {
    const { ask, registry } = await withUpstream('fast', 'clever=vendor/clever=4k')
    expect(await ask('fast')).toBe('I am fast')
    expect(await ask('clever')).toBe('I am vendor/clever=4k')
    expect(await ask('gpt-4o')).toBe('I am gpt-4o')
    expect(registry.find('fast').scripted).toBeUndefined()
  })

  it('calls all other models by one name where it is told to', async () => {
    const { ask, registry } = await withUpstream('fast', '*=llama3.1:8b')
    expect(registry.names.map(({ id }) => id)).not.toContain('*')
    expect(await ask('fast')).toBe('I am fast')
    for (const name of ['gpt-4-1106-preview', 'ERNIE-4.0-8K']) expect(await ask(name)).toBe('I am llama3.1:8b')
    expect(await ask('scripted')).toContain('offline stand-in')
  })

  it('keeps the scripted model and the scenarios for itself', async () => {
    const { ask, server } = await withUpstream('fast', 'scripted=theirs')
    expect(await ask('scripted')).toContain('offline stand-in')
    expect(await ask('scenario/markdown-showcase')).toContain('Markdown')
    expect(server.requests).toHaveLength(0)
  })

  it('without names starts new assistants with the scripted model, and still passes names on', async () => {
    const { ask, registry } = await withUpstream()
    expect(registry.defaultName).toBe('scripted')
    expect(await ask('qwen3')).toBe('I am qwen3')
  })

  it('asks through the fetch that it is handed', async () => {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(String(input))
      return new Response('{"error":{"message":"no"}}', { status: 400 })
    }
    const upstream = { api: 'chat_completions' as const, baseUrl: 'https://models.invalid/v1', apiKey: '', names: [] }
    const { answer } = createModelRegistry({ ...pacing, upstream, fetch }).find('any')
    await expect(chunksOf(answer(inputOf()))).rejects.toMatchObject({ code: 'invalid_prompt' })
    expect(asked).toEqual(['https://models.invalid/v1/chat/completions'])
  })
})
