import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runStatuses } from '@/lib/protocol/status'
import { messageOf, messageStepOf, runOf } from '@/lib/run/testing/log'
import { ActiveRunError, type Store } from './store'
import { databases, openStore } from './testing/databases'
import { assistantOf, runRowOf, threadOf, userMessageOf } from './testing/objects'

async function withThread(store: Store) {
  await store.threads.insert(threadOf('thread_1'))
  return store
}

describe.each(databases)('runs on $name', (database) => {
  it('keeps a run with what the engine keeps beside it', async () => {
    const store = await withThread(await openStore(await database.create()))
    const row = { ...runRowOf({ metadata: { note: 'x' } }), attempt: 3 }
    await store.runs.insert(row, 1_000)
    expect(await store.runs.get('run_1')).toEqual(row.run)
    expect(await store.runs.row('run_1')).toEqual(row)
    expect(await store.runs.active('thread_1')).toEqual(row.run)
    expect(await store.runs.get('run_2')).toBeUndefined()
    expect(await store.runs.row('run_2')).toBeUndefined()
    expect(await store.runs.active('thread_2')).toBeUndefined()
  })

  it('refuses a run of a thread that is not there', async () => {
    const store = await openStore(await database.create())
    await expect(store.runs.insert(runRowOf(), 1_000)).rejects.toMatchObject({ status: 404 })
    expect(await store.runs.get('run_1')).toBeUndefined()
  })

  it('allows a thread one active run, however many come at once', async () => {
    const store = await withThread(await openStore(await database.create()))
    const ids = Array.from({ length: 20 }, (_, index) => `run_${index}`)
    const results = await Promise.allSettled(ids.map((id) => store.runs.insert(runRowOf({ id }), 1_000)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(19)
    for (const { reason } of refused) expect(reason).toEqual(new ActiveRunError('thread_1'))
    expect((await store.runs.list('thread_1', { limit: 100, order: 'asc' })).data).toHaveLength(1)
  })

  it('goes on with a transaction in which a second run was refused', async () => {
    const store = await withThread(await openStore(await database.create()))
    await store.runs.insert(runRowOf(), 1_000)
    await store.transaction(async ({ runs, threads }) => {
      await expect(runs.insert(runRowOf({ id: 'run_2' }), 2_000)).rejects.toThrow(ActiveRunError)
      await threads.rename('thread_1', 'still here')
    })
    expect(await store.threads.summary('thread_1')).toMatchObject({ title: 'still here', last_run: { id: 'run_1' } })
  })

  it.each(runStatuses)('lets the next run in beside one that is %s, only if that is at rest', async (status) => {
    const store = await withThread(await openStore(await database.create()))
    await store.runs.insert(runRowOf({ status }), 1_000)
    const second = store.runs.insert(runRowOf({ id: 'run_2' }), 2_000)
    if (['queued', 'in_progress', 'requires_action', 'cancelling'].includes(status)) {
      await expect(second).rejects.toThrow(ActiveRunError)
      expect(await store.runs.active('thread_1')).toMatchObject({ id: 'run_1' })
    } else {
      await second
      expect(await store.runs.active('thread_1')).toMatchObject({ id: 'run_2' })
    }
  })

  it('moves a run only from where it is said to be, by the attempt that holds it', async () => {
    const store = await withThread(await openStore(await database.create(), () => 500))
    await store.runs.insert(runRowOf(), 1_000)
    const to = runOf({ status: 'in_progress', started_at: 7 })
    const guard = { from: ['queued'], attempt: 1, atMs: 2_000 } as const
    expect(await store.runs.move(to, { ...guard, from: ['in_progress', 'cancelling'] })).toBe(false)
    expect(await store.runs.move(to, { ...guard, from: [] })).toBe(false)
    expect(await store.runs.move(to, { ...guard, attempt: 2 })).toBe(false)
    expect(await store.runs.move({ ...to, id: 'run_2' }, guard)).toBe(false)
    expect(await store.runs.get('run_1')).toMatchObject({ status: 'queued', started_at: null })

    expect(await store.runs.move(to, guard)).toBe(true)
    expect(await store.runs.move(to, guard)).toBe(false)
    expect(await store.runs.get('run_1')).toEqual(to)
    expect(await store.runs.summary('run_1')).toMatchObject({ created_ms: 1_000, ended_ms: null, waits_since_ms: null })

    const waiting = runOf({ status: 'requires_action' })
    expect(await store.runs.move(waiting, { from: ['in_progress'], attempt: 1, atMs: 2_500 })).toBe(true)
    expect(await store.runs.summary('run_1'), 'since when it waits').toMatchObject({ waits_since_ms: 2_500 })

    const done = runOf({ status: 'completed' })
    expect(await store.runs.move(done, { from: ['requires_action'], attempt: 1, atMs: 3_000 })).toBe(true)
    expect(await store.runs.summary('run_1')).toMatchObject({ run: done, ended_ms: 3_000, waits_since_ms: null })
    expect(await store.runs.active('thread_1')).toBeUndefined()
  })

  it('lets one of many movers win', async () => {
    const store = await withThread(await openStore(await database.create()))
    await store.runs.insert(runRowOf(), 1_000)
    const moves = (['in_progress', 'cancelled', 'expired', 'failed'] as const).map((status) =>
      store.runs.move(runOf({ status }), { from: ['queued'], attempt: 1, atMs: 2_000 }),
    )
    expect((await Promise.all(moves)).filter((won) => won)).toHaveLength(1)
  })

  it('raises the attempt of a run that is taken up, and shuts out who held it before', async () => {
    const store = await withThread(await openStore(await database.create()))
    await store.runs.insert(runRowOf({ status: 'in_progress' }), 1_000)
    expect(await store.runs.claim('run_1', ['queued'])).toBeUndefined()
    expect(await store.runs.claim('run_1', [])).toBeUndefined()
    expect(await store.runs.claim('run_2', ['in_progress'])).toBeUndefined()
    expect(await store.runs.claim('run_1', ['queued', 'in_progress'])).toMatchObject({ attempt: 2 })
    const to = runOf({ status: 'completed' })
    expect(await store.runs.move(to, { from: ['in_progress'], attempt: 1, atMs: 1 })).toBe(false)
    expect(await store.runs.move(to, { from: ['in_progress'], attempt: 2, atMs: 1 })).toBe(true)
  })

  it('counts the starts that find a run at work, until it stops for calls', async () => {
    const store = await withThread(await openStore(await database.create()))
    await store.runs.insert(runRowOf(), 1_000)
    expect([await store.runs.countStart('run_1'), await store.runs.countStart('run_1')]).toEqual([1, 2])
    const guard = { attempt: 1, atMs: 2_000 }
    await store.runs.move(runOf({ status: 'in_progress' }), { ...guard, from: ['queued'] })
    expect(await store.runs.countStart('run_1')).toBe(3)
    await store.runs.move(runOf({ status: 'requires_action' }), { ...guard, from: ['in_progress'] })
    expect(await store.runs.countStart('run_1')).toBe(1)
    expect(await store.runs.countStart('run_2')).toBe(0)
    await store.runs.forgetStarts()
    expect(await store.runs.countStart('run_1')).toBe(1)
  })

  it('changes metadata and nothing else, while the engine moves the run', async () => {
    const store = await withThread(await openStore(await database.create()))
    await store.runs.insert(runRowOf({ metadata: { a: '0' } }), 1_000)
    expect(await store.runs.setMetadata('run_2', {})).toBeUndefined()
    let previous: (typeof runStatuses)[number] = 'queued'
    for (const status of ['in_progress', 'requires_action', 'queued', 'in_progress', 'completed'] as const) {
      const to = runOf({ status, metadata: { a: 'as the engine knew it' } })
      const [moved, seen] = await Promise.all([
        store.runs.move(to, { from: [previous], attempt: 1, atMs: 2_000 }),
        store.runs.setMetadata('run_1', { a: status }),
      ])
      expect(moved).toBe(true)
      expect(seen?.metadata).toEqual({ a: status })
      expect(await store.runs.get('run_1')).toEqual(runOf({ status, metadata: { a: status } }))
      previous = status
    }
  })

  it('finds every run that is not at rest, oldest first', async () => {
    const store = await openStore(await database.create())
    for (const [index, status] of runStatuses.entries()) {
      await store.threads.insert(threadOf(`thread_${index}`))
      await store.runs.insert(runRowOf({ id: `run_${status}`, thread_id: `thread_${index}`, status }), 1_000)
    }
    const unfinished = await store.runs.unfinished()
    expect(unfinished.map(({ run }) => run.status)).toEqual(['queued', 'in_progress', 'requires_action', 'cancelling'])
    expect(unfinished[0]).toEqual(runRowOf({ id: 'run_queued', thread_id: 'thread_0' }))
  })

  it('searches runs over all threads as a filter of an array would', async () => {
    const store = await openStore(await database.create())
    const statuses = ['completed', 'failed', 'expired'] as const
    const runs = Array.from({ length: 24 }, (_, n) => ({
      id: `run_${n}`,
      thread_id: `thread_${n % 2}`,
      assistant_id: `asst_${n % 3}`,
      status: statuses[(n >> 1) % 3],
    }))
    for (const n of [0, 1]) await store.threads.insert(threadOf(`thread_${n}`))
    await store.threads.rename('thread_1', 'Écologie 100%')
    await store.assistants.insert(assistantOf('asst_0', '订单价格计算器'))
    await store.assistants.insert(assistantOf('asst_2', 'ÉPICERIE'))
    const found: Record<string, (run: (typeof runs)[number]) => boolean> = {
      价格: (run) => run.assistant_id === 'asst_0',
      épi: (run) => run.assistant_id === 'asst_2',
      É: (run) => run.assistant_id === 'asst_2' || run.thread_id === 'thread_1',
      '0%': (run) => run.thread_id === 'thread_1',
      RUN_2: (run) => run.id.startsWith('run_2'),
      'nothing at all': () => false,
    }
    for (const run of runs) await store.runs.insert(runRowOf(run), 1_000)
    const queries = fc.record({
      q: fc.option(fc.constantFrom(...Object.keys(found)), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 30 }),
      after: fc.option(fc.constantFrom(...runs.map(({ id }) => id)), { nil: undefined }),
      status: fc.option(fc.uniqueArray(fc.constantFrom(...runStatuses)), { nil: undefined }),
      assistant_id: fc.option(fc.constantFrom('asst_0', 'asst_1', 'asst_9'), { nil: undefined }),
      thread_id: fc.option(fc.constantFrom('thread_0', 'thread_1'), { nil: undefined }),
    })
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const { q, limit, after, status, assistant_id, thread_id } = query
        const newestFirst = runs.toReversed()
        const expected = newestFirst
          .slice(newestFirst.findIndex(({ id }) => id === after) + 1)
          .filter((run) => !status || status.some((each) => each === run.status))
          .filter((run) => !q || found[q]?.(run))
          .filter((run) => !assistant_id || run.assistant_id === assistant_id)
          .filter((run) => !thread_id || run.thread_id === thread_id)
        const { data, hasMore } = await store.runs.search(query)
        expect(data.map(({ id }) => id)).toEqual(expected.slice(0, limit).map(({ id }) => id))
        expect(hasMore).toBe(expected.length > limit)
        for (const { run, assistant_name } of data) {
          expect(assistant_name).toBe({ asst_0: '订单价格计算器', asst_2: 'ÉPICERIE' }[run.assistant_id] ?? null)
        }
      }),
      { numRuns: 100 },
    )
    const beyond = store.runs.search({ limit: 5, after: 'run_x' })
    await expect(beyond).rejects.toMatchObject({ status: 400, body: { param: 'after' } })
    expect(await store.runs.summary('run_x')).toBeUndefined()
  })

  it('tells how the question begins that each run of a thread answers', async () => {
    let now = 1
    const store = await openStore(await database.create(), () => now)
    await store.threads.insert(threadOf('thread_1'))
    const say = (id: string, text: string) => store.messages.insert(userMessageOf(id, text))
    const run = async (id: string, ended: boolean) => {
      await store.runs.insert(runRowOf({ id, ...(ended && { status: 'failed' }) }), now)
    }
    await run('run_0', true)
    now = 5
    await say('msg_1', 'How warm is\nit in Paris?')
    // The messages that a run brings are stored behind it.
    await run('run_1', false)
    await say('msg_2', '  and in Rome?')
    await store.messages.insert(messageOf('msg_3', '20 degrees.', { run_id: 'run_1' }))
    const { run: one } = runRowOf({ id: 'run_1', status: 'completed' })
    await store.runs.move(one, { from: ['queued'], attempt: 1, atMs: 7 })
    now = 9
    await say('msg_4', 'Thanks. And in Oslo?')
    now = 10
    await run('run_2', true)
    now = 20
    await say('msg_5', 'Asked of nobody')
    const { data } = await store.runs.search({ limit: 5 })
    expect(data.map(({ id, asked }) => [id, asked])).toEqual([
      ['run_2', 'Thanks. And in Oslo?'],
      ['run_1', 'and in Rome?'],
      ['run_0', null],
    ])
  })

  it('names the assistant as it is called now', async () => {
    const store = await withThread(await openStore(await database.create()))
    await store.assistants.insert(assistantOf('asst_1', 'before'))
    await store.runs.insert(runRowOf(), 1_000)
    expect(await store.assistants.put(assistantOf('asst_1', 'after\0wards'))).toBe(true)
    expect((await store.runs.summary('run_1'))?.assistant_name).toBe('afterwards')
    expect(await store.assistants.get('asst_1')).toMatchObject({ name: 'after\0wards' })
    await store.assistants.remove('asst_1')
    expect((await store.runs.summary('run_1'))?.assistant_name).toBeNull()
    expect(await store.assistants.put(assistantOf('asst_1'))).toBe(false)
  })

  it('reads the steps of a run, and of all runs of a thread, oldest first', async () => {
    const store = await openStore(await database.create())
    for (const [run_id, thread_id] of [
      ['run_1', 'thread_1'],
      ['run_2', 'thread_1'],
      ['run_3', 'thread_3'],
    ] as const) {
      if (run_id !== 'run_2') await store.threads.insert(threadOf(thread_id))
      await store.runs.insert(runRowOf({ id: run_id, thread_id, status: 'completed' }), 1_000)
      for (const n of [1, 2]) await store.steps.insert(messageStepOf(`${run_id}_${n}`, 'msg_1', { run_id, thread_id }))
    }
    const changed = messageStepOf('run_1_1', 'msg_1', { status: 'completed' })
    expect(await store.steps.put(changed)).toBe(true)
    expect((await store.steps.all('run_1'))[0]).toEqual(changed)
    expect((await store.steps.all('run_2')).map(({ id }) => id)).toEqual(['run_2_1', 'run_2_2'])
    const { data, before } = await store.steps.piece({ threadId: 'thread_1', exceptRun: 'run_3' })
    expect(data.map(({ id }) => id)).toEqual(['run_2_2', 'run_2_1', 'run_1_2', 'run_1_1'])
    expect(before).toBeNull()
    const others = await store.steps.piece({ threadId: 'thread_1', exceptRun: 'run_2' })
    expect(others.data.map(({ id }) => id)).toEqual(['run_1_2', 'run_1_1'])
  })
})
