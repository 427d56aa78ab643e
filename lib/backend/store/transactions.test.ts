import { describe, expect, it } from 'vitest'
import { databases, openStore } from './testing/databases'
import { runRowOf, threadOf, userMessageOf } from './testing/objects'

describe.each(databases)('transactions on $name', (database) => {
  it('writes all or nothing', async () => {
    const store = await openStore(await database.create())
    await store.transaction(async ({ threads, messages }) => {
      await threads.insert(threadOf('thread_1'))
      await messages.insert(userMessageOf('msg_1', 'text'))
    })
    const failing = store.transaction(async ({ threads, messages, runs }) => {
      await messages.insert(userMessageOf('msg_2', 'text'))
      await runs.insert(runRowOf(), 1)
      await threads.rename('thread_1', 'never')
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await store.messages.get('msg_2')).toBeUndefined()
    expect(await store.threads.summary('thread_1')).toMatchObject({ title: null, message_count: 1, last_run: null })
  })

  it('answers what the work answers, and sees its own writes', async () => {
    const store = await openStore(await database.create())
    const seen = await store.transaction(async ({ threads }) => {
      await threads.insert(threadOf('thread_1'))
      return threads.get('thread_1')
    })
    expect(seen).toEqual(threadOf('thread_1'))
  })

  it('lets many run at once, of which some fail, without one seeing or undoing the writes of another', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const units = Array.from({ length: 60 }, (_, n) => {
      const id = `msg_${n}`
      if (n % 3 === 0) return store.messages.insert(userMessageOf(id, 'alone'))
      return store.transaction(async ({ threads, messages }) => {
        await threads.touch('thread_1', n)
        const before = (await messages.history('thread_1')).length
        await messages.insert(userMessageOf(id, 'together'))
        await new Promise((resolve) => setImmediate(resolve))
        expect(await messages.history('thread_1')).toHaveLength(before + 1)
        if (n % 3 === 1) throw new Error('on purpose')
      })
    })
    const results = await Promise.allSettled(units)
    const failed = [...results.keys()].filter((n) => results[n]?.status === 'rejected')
    expect(failed).toEqual([...units.keys()].filter((n) => n % 3 === 1))
    const ids = (await store.messages.history('thread_1')).map(({ id }) => Number(id.slice(4)))
    expect(ids.toSorted((a, b) => a - b)).toEqual([...units.keys()].filter((n) => n % 3 !== 1))
    expect(await store.threads.summary('thread_1')).toMatchObject({ message_count: 40 })
  })

  it('makes a transaction that touches the same thread wait', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const order: string[] = []
    const unit = (name: string) =>
      store.transaction(async ({ threads, runs }) => {
        await threads.touch('thread_1', 1)
        order.push(`${name} has it`)
        await new Promise((resolve) => setImmediate(resolve))
        const active = await runs.active('thread_1')
        if (!active) await runs.insert(runRowOf({ id: name }), 1)
        order.push(`${name} is done`)
      })
    await Promise.all([unit('run_1'), unit('run_2')])
    expect(order.map((line) => line.slice(6))).toEqual(['has it', 'is done', 'has it', 'is done'])
    expect((await store.runs.list('thread_1', { limit: 9, order: 'asc' })).data).toHaveLength(1)
  })

  it('refuses to nest, and a call around the open transaction, instead of waiting for ever', async () => {
    const store = await openStore(await database.create())
    const nested = store.transaction(() => store.transaction(async () => 'never'))
    await expect(nested).rejects.toThrow('do not nest')
    const around = store.transaction(() => store.threads.get('thread_1'))
    await expect(around).rejects.toThrow('use the tables it was given')
    let later: Promise<unknown> = Promise.resolve()
    let goOn = () => {}
    await store.transaction(async () => {
      later = new Promise<void>((resolve) => (goOn = resolve)).then(() => store.threads.get('thread_1'))
    })
    goOn()
    expect(await later).toBeUndefined()
  })
})
