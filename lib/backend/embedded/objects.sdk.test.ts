import { NotFoundError } from 'openai'
import { describe, expect, it } from 'vitest'
import { useServer } from '@/lib/server/testing/use-server'

const playground = useServer()

const orderTotal = {
  type: 'function',
  function: {
    name: 'calculate_order_total',
    description: 'Adds up an order.',
    parameters: { type: 'object', properties: { items: { type: 'array', items: { type: 'string' } } } },
  },
} as const

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('assistants', () => {
  it('are created, retrieved, changed, listed and deleted', async () => {
    const { assistants } = playground.client.beta
    const made = await assistants.create({
      model: 'gpt-4o',
      name: 'Clerk',
      description: 'Keeps the books.',
      instructions: 'Be exact.',
      tools: [orderTotal],
      temperature: 0.3,
      top_p: 0.9,
      response_format: { type: 'json_object' },
      metadata: { team: 'shop' },
    })
    expect(made).toMatchObject({ name: 'Clerk', tools: [orderTotal], response_format: { type: 'json_object' } })
    expect(made._request_id).toMatch(/^req_/)
    expect(await assistants.retrieve(made.id)).toEqual(made)

    const changed = await assistants.update(made.id, { name: 'Cashier', metadata: { team: 'till' }, tools: [] })
    expect(changed).toEqual({ ...made, name: 'Cashier', metadata: { team: 'till' }, tools: [] })
    expect((await assistants.list({ limit: 1 })).data).toEqual([changed])

    expect(await assistants.delete(made.id)).toEqual({ id: made.id, object: 'assistant.deleted', deleted: true })
    await expect(assistants.retrieve(made.id)).rejects.toThrow(NotFoundError)
  })
})

describe('threads', () => {
  it('are created, retrieved, changed and deleted', async () => {
    const { threads } = playground.client.beta
    const made = await threads.create({ messages: [{ role: 'user', content: '你好' }], metadata: { user: '42' } })
    expect(await threads.retrieve(made.id)).toEqual(made)
    const changed = await threads.update(made.id, { metadata: { user: '43' } })
    expect(changed).toEqual({ ...made, metadata: { user: '43' } })
    expect(await threads.delete(made.id)).toEqual({ id: made.id, object: 'thread.deleted', deleted: true })
    await expect(threads.retrieve(made.id)).rejects.toThrow(NotFoundError)
  })

  it('are created from nothing at all', async () => {
    expect(await playground.client.beta.threads.create()).toMatchObject({ object: 'thread', metadata: {} })
  })
})

describe('messages', () => {
  it('are created, retrieved, changed, listed and deleted', async () => {
    const { threads } = playground.client.beta
    const { id: thread_id } = await threads.create()
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } } as const
    const made = await threads.messages.create(thread_id, {
      role: 'user',
      content: [{ type: 'text', text: 'Look:' }, image],
      metadata: { seen: 'no' },
    })
    expect(made.content).toEqual([{ type: 'text', text: { value: 'Look:', annotations: [] } }, image])
    expect(await threads.messages.retrieve(made.id, { thread_id })).toEqual(made)

    const changed = await threads.messages.update(made.id, { thread_id, metadata: { seen: 'yes' } })
    expect(changed).toEqual({ ...made, metadata: { seen: 'yes' } })
    expect((await threads.messages.list(thread_id)).data).toEqual([changed])

    const gone = { id: made.id, object: 'thread.message.deleted', deleted: true }
    expect(await threads.messages.delete(made.id, { thread_id })).toEqual(gone)
    expect((await threads.messages.list(thread_id)).data).toEqual([])
  })
})

describe('lists', () => {
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']

  async function threadOfWords() {
    const messages = words.map((content) => ({ role: 'user', content }) as const)
    return playground.client.beta.threads.create({ messages })
  }

  const textOf = ({ content }: { content: readonly unknown[] }) =>
    (content[0] as { text: { value: string } }).text.value

  it('are paged through by `for await`, in either order, each item once', async () => {
    const { id } = await threadOfWords()
    const { messages } = playground.client.beta.threads
    expect((await all(messages.list(id, { limit: 3, order: 'asc' }))).map(textOf)).toEqual(words)
    expect((await all(messages.list(id, { limit: 2 }))).map(textOf)).toEqual(words.toReversed())
    const queries = playground.sdk.exchanges.filter(({ path }) => path.endsWith('/messages')).map(({ query }) => query)
    expect(queries).toHaveLength(3 + 4)
  })

  it('are paged by hand from a cursor, forwards and backwards', async () => {
    const { id } = await threadOfWords()
    const { messages } = playground.client.beta.threads
    const first = await messages.list(id, { limit: 3, order: 'asc' })
    expect(first.hasNextPage()).toBe(true)
    const second = await first.getNextPage()
    expect(second.data.map(textOf)).toEqual(words.slice(3, 6))
    const last = await second.getNextPage()
    expect(last.data.map(textOf)).toEqual(words.slice(6))
    expect(last.hasNextPage()).toBe(false)
    const before = await messages.list(id, { limit: 2, order: 'asc', before: second.data[0]?.id })
    expect(before.data.map(textOf)).toEqual(words.slice(1, 3))
  })

  it('end at an empty page', async () => {
    const { id } = await playground.client.beta.threads.create()
    const empty = await playground.client.beta.threads.messages.list(id)
    expect(empty.hasNextPage()).toBe(false)
    expect(await all(playground.client.beta.threads.runs.list(id))).toEqual([])
  })
})

describe('models', () => {
  it('are listed and retrieved by the names they are listed with', async () => {
    const models = await all(playground.client.models.list())
    expect(models.length).toBeGreaterThan(0)
    for (const model of models) {
      expect(model).toMatchObject({ object: 'model', owned_by: expect.any(String) as string })
      expect(await playground.client.models.retrieve(model.id)).toEqual(model)
    }
  })
})
