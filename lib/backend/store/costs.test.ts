import { describe, expect, it } from 'vitest'
import type { Cost } from '@/lib/protocol/playground'
import { databases, openStore } from './testing/databases'
import { damagedStore } from './testing/damaged-store'
import { NO_COST } from '@/lib/run/cost'
import { messageStepOf } from '@/lib/run/testing/log'
import { runRowOf, threadOf } from './testing/objects'
import type { Store } from './store'

const cost = (amount: string, currency = 'USD', is_complete = true): Cost => ({
  amounts: [{ currency, amount }],
  is_complete,
})

async function seeded(store: Store) {
  await store.threads.insert(threadOf('thread_1'))
  await store.threads.insert(threadOf('thread_2'))
  for (const n of [1, 2]) {
    await store.runs.insert(runRowOf({ id: `run_${n}`, thread_id: 'thread_1', status: 'completed' }), n)
  }
  return store
}

const put = (store: Store, run: number, of: Cost) =>
  store.costs.put(of, { run: { id: `run_${run}`, thread_id: 'thread_1' }, usage: 'counted' })
const costOfThread = async (store: Store) => (await store.threads.summary('thread_1'))?.cost

describe.each(databases)('costs on $name', (database) => {
  it('stand in the summaries of runs, and summed in that of their thread', async () => {
    const store = await seeded(await openStore(await database.create()))
    expect(await costOfThread(store)).toBeUndefined()
    await put(store, 1, cost('0.1'))
    await put(store, 1, cost('0.2'))
    expect((await store.runs.summary('run_1'))?.cost).toEqual(cost('0.2'))
    expect(await store.runs.summary('run_2')).not.toHaveProperty('cost')
    expect(await costOfThread(store), 'a run that did nothing cost nothing').toEqual(cost('0.2'))
    await store.steps.insert(messageStepOf('step_2', 'msg_9', { run_id: 'run_2', thread_id: 'thread_1' }))
    expect(await costOfThread(store)).toEqual(cost('0.2', 'USD', false))
    await put(store, 2, cost('1', 'CNY'))
    expect(await costOfThread(store)).toEqual({
      amounts: [...cost('0.2').amounts, ...cost('1', 'CNY').amounts],
      is_complete: true,
    })
    expect((await store.runs.search({ limit: 10 })).data.map((run) => run.cost)).toEqual([
      cost('1', 'CNY'),
      cost('0.2'),
    ])
    expect((await store.threads.summary('thread_2'))?.cost).toBeUndefined()
  })

  it('stand in the list of threads, and a run that cost nothing leaves nothing open', async () => {
    const store = await seeded(await openStore(await database.create()))
    await put(store, 1, cost('0.1'))
    await store.steps.insert(messageStepOf('step_2', 'msg_9', { run_id: 'run_2', thread_id: 'thread_1' }))
    const listed = async () => (await store.threads.search({ limit: 10, order: 'asc' })).data.map((each) => each.cost)
    expect(await listed()).toEqual([cost('0.1', 'USD', false), undefined])
    await put(store, 2, NO_COST)
    expect(await listed()).toEqual([cost('0.1'), undefined])
    expect(await store.runs.summary('run_2'), 'of itself nothing is shown').not.toHaveProperty('cost')
    await put(store, 1, NO_COST)
    expect(await listed()).toEqual([undefined, undefined])
  })

  it.each(['{"amounts":', '{"amounts":7}'])('of a damaged row are unknown, and hide no run: %s', async (document) => {
    const { store } = await damagedStore(await database.create(), (db) =>
      db
        .updateTable('records')
        .set({ kind: 'run_cost', id: 'run_1', owner: 'thread_1', document })
        .where('id', '=', 'note_1')
        .execute(),
    )
    await put(store, 2, cost('0.2'))
    expect((await store.runs.search({ limit: 10 })).data.map((run) => run.cost)).toEqual([
      undefined,
      cost('0.2'),
      undefined,
    ])
    expect(await costOfThread(store)).toEqual(cost('0.2', 'USD', false))
  })
})
