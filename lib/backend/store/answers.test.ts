import { describe, expect, it } from 'vitest'
import { databases, openStore } from './testing/databases'
import { threadOf, userMessageOf } from './testing/objects'

const DAY_MS = 86_400_000
const request = { request: 'POST /v1/threads', key: 'k', fingerprint: 'f' }
const told = (object_id: string, thread_id: string | null = null) => ({
  object_id,
  thread_id,
  document: { id: object_id },
})

describe.each(databases)('answers on $name', (database) => {
  it('are kept for a day, for one method, path and key', async () => {
    const at = await database.create()
    let now = 0
    const store = await openStore(at, () => now)
    await store.transaction(({ answers }) => answers.keep(request, told('thread_1')))
    const again = await openStore(at, () => now)
    expect(await again.answers.get(request)).toEqual({ fingerprint: 'f', document: { id: 'thread_1' } })
    expect(await again.answers.get({ ...request, key: 'other' })).toBeUndefined()
    expect(await again.answers.get({ ...request, request: 'POST /v1/assistants' })).toBeUndefined()
    await expect(again.transaction(({ answers }) => answers.keep(request, told('thread_2')))).rejects.toThrow()
    now = DAY_MS
    expect(await again.answers.get(request)).toBeUndefined()
    await again.transaction(({ answers }) => answers.keep(request, told('thread_3')))
    expect(await again.answers.get(request)).toMatchObject({ document: { id: 'thread_3' } })
  })

  it('are not kept where nothing was created', async () => {
    const store = await openStore(await database.create())
    const failing = store.transaction(async ({ answers }) => {
      await answers.keep(request, told('thread_1'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.answers.get(request)).toBeUndefined()
  })

  it('that are a large message are that message', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const message = userMessageOf('msg_1', 'x'.repeat(600_000))
    await store.transaction(async ({ messages, answers }) => {
      await messages.insert(message)
      await answers.keep(request, { ...told('msg_1', 'thread_1'), document: { object: message } })
    })
    const kept = async () => (await store.answers.get(request))?.document as { object: typeof message } | undefined
    expect((await kept())?.object.content).toEqual(message.content)
    await store.messages.put({ ...message, metadata: { a: 'b' } })
    expect((await kept())?.object.metadata).toEqual({ a: 'b' })
    const { rows } = await store.statement('select length(document) as size from answers', [])
    expect(rows).toEqual([{ size: expect.any(Number) as number }])
    expect(Number((rows as { size: number }[])[0]?.size)).toBeLessThan(100)
    await store.messages.remove('msg_1')
    expect(await kept()).toBeUndefined()
  })

  it('tell nothing of what was removed', async () => {
    const store = await openStore(await database.create())
    const keep = (key: string, ...about: Parameters<typeof told>) =>
      store.transaction(({ answers }) => answers.keep({ ...request, key }, told(...about)))
    await store.threads.insert(threadOf('thread_1'))
    await store.messages.insert(userMessageOf('msg_1', 'hello', { thread_id: 'thread_1' }))
    await keep('thread', 'thread_1')
    await keep('one', 'msg_1', 'thread_1')
    await keep('other', 'msg_2', 'thread_1')
    await keep('elsewhere', 'msg_3', 'thread_2')
    const left = async () => {
      const keys = ['thread', 'one', 'other', 'elsewhere']
      const found = await Promise.all(keys.map((key) => store.answers.get({ ...request, key })))
      return keys.filter((_, index) => found[index]?.document !== undefined)
    }
    await store.messages.remove('msg_1')
    expect(await left()).toEqual(['thread', 'other', 'elsewhere'])
    await store.threads.remove('thread_1')
    expect(await left()).toEqual(['elsewhere'])
    expect(await store.answers.get({ ...request, key: 'one' })).toEqual({ fingerprint: 'f', document: undefined })
  })
})
