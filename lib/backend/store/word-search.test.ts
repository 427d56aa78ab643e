import { describe, expect, it } from 'vitest'
import { messageOf } from '@/lib/run/testing/log'
import type { Store } from './store'
import { databases, openStore } from './testing/databases'
import { runRowOf, threadOf, userMessageOf } from './testing/objects'

const found = async (store: Store, q: string) => (await store.messages.findWords({ q })).data.map(({ id }) => id)

describe.each(databases)('words on $name', (database) => {
  it('are found in what users and assistants said, newest first, whatever the case', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    await store.threads.rename('thread_1', 'Trip')
    await store.messages.insert(userMessageOf('msg_1', 'Wie wird das Wetter an der ÉCOLE?'))
    await store.messages.insert(messageOf('msg_2', 'In Hangzhou:\n"18 °C", 100% dry\\wet. 一本书'))
    await store.messages.insert(messageOf('msg_3', `${'x'.repeat(300)} Weather ${'y'.repeat(300)}`))
    for (const q of ['école', 'WIE WIRD', 'wetter an']) expect(await found(store, q), q).toEqual(['msg_1'])
    for (const q of ['"18 °c"', '0% d', 'dry\\wet', '本', ':\n"18']) expect(await found(store, q), q).toEqual(['msg_2'])
    for (const q of ['thread_1', 'thread.message', '1__', 'text', 'no such'])
      expect(await found(store, q), q).toEqual([])
    expect(await found(store, 'we')).toEqual(['msg_3', 'msg_2', 'msg_1'])
    const { data, before } = await store.messages.findWords({ q: 'weather' })
    expect(before).toBeNull()
    expect(data[0]).toMatchObject({ role: 'assistant', thread_id: 'thread_1', thread: { title: 'Trip' } })
    expect(data[0]?.excerpt).toMatch(/^…x+ Weather y+$/)
  })

  it('are looked for a bounded way back, and further from there', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    await store.transaction(async ({ messages }) => {
      for (let n = 0; n < 60; n += 1) await messages.insert(userMessageOf(`msg_${n}`, `word ${n}`))
    })
    const ids: string[] = []
    let before: number | null | undefined
    do {
      const page = await store.messages.findWords({ q: 'WORD', ...(before && { before }) })
      ids.push(...page.data.map(({ id }) => id))
      before = page.before
    } while (before !== null)
    expect(ids).toEqual(Array.from({ length: 60 }, (_, index) => `msg_${59 - index}`))
  })

  it('anything is found by its id', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    await store.runs.insert(runRowOf({ id: 'run_1' }), 1)
    await store.messages.insert(messageOf('msg_1', 'text', { run_id: 'run_1' }))
    const at = { thread_id: 'thread_1', run_id: 'run_1' }
    expect(await store.placeOf('thread_1')).toEqual({ kind: 'thread', id: 'thread_1', ...at, run_id: null })
    expect(await store.placeOf('run_1')).toEqual({ kind: 'run', id: 'run_1', ...at })
    expect(await store.placeOf('msg_1')).toEqual({ kind: 'message', id: 'msg_1', ...at })
    expect(await store.placeOf('call_%')).toBeUndefined()
  })
})
