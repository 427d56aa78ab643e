import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageOf, messageStepOf } from '@/lib/run/testing/log'
import type { Store } from './store'
import { databases, openStore } from './testing/databases'
import { eventsOf, runRowOf, threadOf, userMessageOf } from './testing/objects'

const found = async (store: Store, q: string) => (await store.threads.search({ q, limit: 10 })).data.map(({ id }) => id)

describe.each(databases)('threads on $name', (database) => {
  it('keeps a thread as it was given, and replaces and removes it', async () => {
    const store = await openStore(await database.create())
    const thread = { ...threadOf('thread_1'), metadata: { note: 'a\0b 😀 "quoted"' } }
    await store.threads.insert(thread)
    expect(await store.threads.get('thread_1')).toEqual(thread)
    expect(await store.threads.put({ ...thread, metadata: {} })).toBe(true)
    expect(await store.threads.get('thread_1')).toEqual({ ...thread, metadata: {} })
    expect(await store.threads.remove('thread_1')).toBe(true)
    expect(await store.threads.get('thread_1')).toBeUndefined()
    expect(await store.threads.remove('thread_1')).toBe(false)
    expect(await store.threads.put(thread)).toBe(false)
    expect(await store.threads.touch('thread_1', 1)).toBe(false)
    expect(await store.threads.rename('thread_1', 'gone')).toBe(false)
  })

  it('takes everything of a thread away with it, and nothing of another', async () => {
    const store = await openStore(await database.create())
    for (const n of [1, 2]) {
      const [thread_id, run_id] = [`thread_${n}`, `run_${n}`]
      await store.threads.insert(threadOf(thread_id))
      await store.runs.insert(runRowOf({ id: run_id, thread_id }), 1)
      await store.messages.insert(messageOf(`msg_${n}`, 'text', { thread_id, run_id }))
      await store.steps.insert(messageStepOf(`step_${n}`, `msg_${n}`, { thread_id, run_id }))
      await store.events.append(run_id, eventsOf(1, 3))
    }
    await store.threads.remove('thread_1')
    const left = async (n: number) =>
      [
        await store.messages.get(`msg_${n}`),
        await store.runs.get(`run_${n}`),
        await store.steps.get(`step_${n}`),
        ...(await store.events.after(`run_${n}`, 0, 10)),
      ].filter((object) => object !== undefined).length
    expect(await left(1)).toBe(0)
    expect(await left(2)).toBe(6)
  })

  it('sums a thread up', async () => {
    let now = 5_000
    const store = await openStore(await database.create(), () => now)
    await store.threads.insert(threadOf('thread_1'))
    const empty = {
      id: 'thread_1',
      created_at: 1,
      title: null,
      preview: null,
      message_count: 0,
      last_activity_ms: 5_000,
      last_run: null,
      labels: [],
    }
    expect(await store.threads.summary('thread_1')).toEqual(empty)

    now = 6_000
    await store.messages.insert(messageOf('msg_1', 'Hello, how can I help?'))
    await store.messages.insert(userMessageOf('msg_2', null))
    await store.messages.insert(userMessageOf('msg_3', '  你好，\n请问你能做什么。 '))
    await store.messages.insert(userMessageOf('msg_4', 'later'))
    await store.threads.rename('thread_1', 'My thread')
    await store.runs.insert(runRowOf({ id: 'run_1', status: 'failed' }), 7_000)
    await store.runs.insert(runRowOf({ id: 'run_2' }), 8_000)
    expect(await store.threads.summary('thread_1')).toEqual({
      ...empty,
      title: 'My thread',
      preview: '你好， 请问你能做什么。',
      message_count: 4,
      last_activity_ms: 8_000,
      last_run: { id: 'run_2', status: 'queued', assistant_id: 'asst_1', assistant_name: null, end: null },
    })

    const { run } = runRowOf({ id: 'run_2', status: 'expired' })
    await store.runs.move(run, { from: ['queued'], attempt: 1, atMs: 9_000 })
    const { created_at, expires_at, max_prompt_tokens, max_completion_tokens } = run
    const times = { created_at, expires_at, max_prompt_tokens, max_completion_tokens }
    await store.threads.rename('thread_1', null)
    expect(await store.threads.summary('thread_1')).toMatchObject({
      title: null,
      last_activity_ms: 9_000,
      last_run: { id: 'run_2', status: 'expired', end: { ...times, last_error: null, incomplete_details: null } },
    })
    expect(await store.threads.summary('thread_2')).toBeUndefined()
  })

  it('tells why the last run failed, in lists too, but not of one that completed or is very large', async () => {
    const store = await openStore(await database.create())
    const last_error = { code: 'rate_limit_exceeded', message: 'Slow down.' } as const
    const runs = {
      failed: { status: 'failed', last_error },
      huge: { status: 'failed', last_error, instructions: 'x'.repeat(100_000) },
      well: { status: 'completed' },
    } as const
    for (const [name, run] of Object.entries(runs)) {
      await store.threads.insert(threadOf(`thread_${name}`))
      await store.runs.insert(runRowOf({ ...run, id: `run_${name}`, thread_id: `thread_${name}` }), 1_000)
    }
    const { data } = await store.threads.search({ limit: 10 })
    expect(Object.fromEntries(data.map(({ id, last_run }) => [id, last_run?.end?.last_error]))).toEqual({
      thread_failed: last_error,
      thread_huge: undefined,
      thread_well: undefined,
    })
    expect((await store.threads.summary('thread_failed'))?.last_run?.end).toMatchObject({ last_error })
  })

  it('shortens a long first message without cutting a character', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    await store.messages.insert(userMessageOf('msg_1', '😀'.repeat(500)))
    const { preview } = (await store.threads.summary('thread_1')) ?? {}
    expect(preview).toBe(`${'😀'.repeat(119)}…`)
  })

  it('lists the latest activity first, in pages, and the newer of two of one moment first', async () => {
    const store = await openStore(await database.create(), () => 1_000)
    for (const id of ['a', 'b', 'c', 'd', 'e']) await store.threads.insert(threadOf(id))
    await store.threads.touch('b', 3_000)
    await store.threads.touch('d', 2_000)
    await store.threads.touch('b', 500)
    const pages: string[][] = []
    for (let after: string | undefined, hasMore = true; hasMore; after = pages.at(-1)?.at(-1)) {
      const page = await store.threads.search({ limit: 2, after })
      pages.push(page.data.map(({ id }) => id))
      hasMore = page.hasMore
    }
    expect(pages).toEqual([['b', 'd'], ['e', 'c'], ['a']])
    const beyond = store.threads.search({ limit: 2, after: 'z' })
    await expect(beyond).rejects.toMatchObject({ status: 400, body: { param: 'after' } })
  })

  it('finds threads by title, first message and id, whatever the case, and takes no sign for a wildcard', async () => {
    let now = 1_000
    const store = await openStore(await database.create(), () => now++)
    for (const id of ['thread_Ab1', 'thread_Cd2', 'thread_Ef3']) await store.threads.insert(threadOf(id))
    await store.threads.rename('thread_Ab1', 'Größe in ÉTÉ, 100% c:\\temp')
    await store.messages.insert(
      userMessageOf('msg_1', '我购买了一本书和一个电子产品 GPU_4', { thread_id: 'thread_Cd2' }),
    )
    for (const q of ['größe', 'GRÖßE', 'été', '100%', 'C:\\TEMP', 'READ_AB', ' in ']) {
      expect(await found(store, q), q).toEqual(['thread_Ab1'])
    }
    for (const q of ['一本书', '电子产品 gpu_', 'D_CD']) expect(await found(store, q), q).toEqual(['thread_Cd2'])
    for (const q of ['1_0', '0%c', '%%', '\\\\', '一 本', 'x'.repeat(60_000)]) {
      expect(await found(store, q), q).toEqual([])
    }
    expect(await found(store, 'thread_')).toEqual(['thread_Cd2', 'thread_Ef3', 'thread_Ab1'])
    expect(await found(store, '')).toHaveLength(3)
    const second = await store.threads.search({ q: 'THREAD', limit: 1, after: 'thread_Cd2' })
    expect(second).toMatchObject({ data: [{ id: 'thread_Ef3' }], hasMore: true })
    await store.threads.rename('thread_Ab1', null)
    expect(await found(store, 'été')).toEqual([])
  })

  it('finds any part of any title', async () => {
    const store = await openStore(await database.create())
    await store.threads.insert(threadOf('thread_1'))
    const unit = fc.constantFrom('a', 'B', 'é', '界', '😀', '%', '_', '\\', "'", '\n', '\0', ' ')
    const titles = fc.string({ unit, minLength: 1 })
    await fc.assert(
      fc.asyncProperty(titles, fc.nat(), fc.nat(), async (title, from, to) => {
        await store.threads.rename('thread_1', title)
        const characters = Array.from(title.replaceAll('\0', ''))
        const part = characters.slice(from % (characters.length + 1), 1 + (to % (characters.length + 1))).join('')
        expect(await found(store, part.toUpperCase())).toEqual(['thread_1'])
        expect(await found(store, `${part}ß`)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})
