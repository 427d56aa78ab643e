import { describe, expect, it } from 'vitest'
import { messageOf } from '@/lib/run/testing/log'
import { databases, openStore } from './testing/databases'
import { threadOf, userMessageOf } from './testing/objects'

describe.each(databases)('messages on $name', (database) => {
  it('keeps a message as it was given, and replaces it in its place', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    for (const id of ['msg_1', 'msg_2', 'msg_3']) await store.messages.insert(messageOf(id, null))
    const changed = messageOf('msg_2', 'She said "NUL\0" 你好')
    expect(await store.messages.put(changed)).toBe(true)
    expect(await store.messages.get('msg_2')).toEqual(changed)
    const history = await store.messages.history('thread_1')
    expect(history.map(({ id }) => id)).toEqual(['msg_1', 'msg_2', 'msg_3'])
    expect(await store.messages.put(messageOf('msg_4', 'nobody'))).toBe(false)
    expect(await store.messages.get('msg_4')).toBeUndefined()
  })

  it('puts one before another of the same moment, however many stand there already', async () => {
    const store = await openStore(await database.create(), () => 1_000)
    await store.threads.insert(threadOf('thread_1'))
    for (const id of ['msg_a', 'msg_z']) await store.messages.insert(messageOf(id, 'text'), { createdMs: 1_000 })
    const between = ['msg_b', 'msg_c', 'msg_d']
    for (const id of between) {
      await store.messages.insert(messageOf(id, 'text'), { createdMs: 1_000, before: 'msg_z' })
    }
    const history = await store.messages.history('thread_1')
    expect(history.map(({ id }) => id)).toEqual(['msg_a', ...between, 'msg_z'])
  })

  it('keeps the order of insertion within a moment, when the clock steps back, and when all come at once', async () => {
    let now = 5_000
    const store = await openStore(await database.create(), () => now)
    await store.threads.insert(threadOf('thread_1'))
    const ids = Array.from({ length: 30 }, (_, index) => `msg_${index}`)
    for (const id of ids.slice(0, 10)) await store.messages.insert(messageOf(id, 'text'))
    now = 1_000
    for (const id of ids.slice(10, 20)) await store.messages.insert(messageOf(id, 'text'))
    await store.transaction(async ({ messages }) => {
      await Promise.all(ids.slice(20).map((id) => messages.insert(messageOf(id, 'text'))))
    })
    expect((await store.messages.history('thread_1')).map(({ id }) => id)).toEqual(ids)
  })

  it('gives the newest messages of a thread, oldest first', async () => {
    const store = await openStore(await database.create())
    for (const id of ['thread_1', 'thread_2']) await store.threads.insert(threadOf(id))
    for (const id of ['msg_1', 'msg_2', 'msg_3']) await store.messages.insert(messageOf(id, 'text'))
    await store.messages.insert(messageOf('msg_4', 'elsewhere', { thread_id: 'thread_2' }))
    const idsOf = async (last?: number) => (await store.messages.history('thread_1', last)).map(({ id }) => id)
    expect(await idsOf(2)).toEqual(['msg_2', 'msg_3'])
    expect(await idsOf(9)).toEqual(['msg_1', 'msg_2', 'msg_3'])
    expect(await idsOf()).toEqual(['msg_1', 'msg_2', 'msg_3'])
  })

  it('counts, and takes the preview from the first user message that is left', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const summary = async () => {
      const { preview, message_count } = (await store.threads.summary('thread_1')) ?? {}
      return [message_count, preview]
    }
    await store.messages.insert(userMessageOf('first', 'first'))
    for (let n = 0; n < 25; n++) await store.messages.insert(userMessageOf(`image_${n}`, null))
    await store.messages.insert(messageOf('answer', 'answer'))
    await store.messages.insert(userMessageOf('second', 'second'))
    expect(await summary()).toEqual([28, 'first'])
    expect(await store.messages.remove('first')).toBe(true)
    expect(await summary()).toEqual([27, 'second'])
    expect(await store.messages.remove('first')).toBe(false)
    await store.messages.remove('answer')
    expect(await summary()).toEqual([26, 'second'])
    await store.messages.remove('second')
    expect(await summary()).toEqual([25, null])
  })

  it('counts every one of many that come at once', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const ids = Array.from({ length: 40 }, (_, index) => `msg_${index}`)
    await Promise.all(ids.map((id) => store.messages.insert(userMessageOf(id, id))))
    await Promise.all(ids.slice(1, 20).map((id) => store.messages.remove(id)))
    expect(await store.threads.summary('thread_1')).toMatchObject({ message_count: 21 })
  })

  it('takes no message for a thread that is not there', async () => {
    const store = await openStore(await database.create())
    await expect(store.messages.insert(messageOf('msg_1', 'text'))).rejects.toThrow()
    expect(await store.messages.get('msg_1')).toBeUndefined()
  })
})
