import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from './open-database'
import type { Store } from './store'
import { databases, type Location } from './testing/databases'
import { assistantOf, runRowOf, threadOf, userMessageOf } from './testing/objects'

const ROWS_IN_BLOCK = 4
/** More than a segment of 32 blocks has. */
const COUNT = 32 * ROWS_IN_BLOCK + 20

const idOf = (kind: string, index: number) => `${kind}_${String(index * 7_919).padStart(9, '0')}`

const delivered = [5, 40, 80, 100, COUNT - 1]

const said: Readonly<Record<number, string>> = {
  ...Object.fromEntries(delivered.map((index) => [index, `Delivery ${index}`])),
  3: '我购买了一本书和一个电子产品',
  70: '東京タワーの高さを教えてください',
  71: '서울에서 가장 높은 건물은?',
  72: 'ราคาสินค้าเท่าไหร่',
  110: 'GRÖßE in ÉTÉ, 100% 😀 done',
}

/** Threads each with a question and a run; a few say something of their own. */
async function seed(store: Store) {
  await store.assistants.insert(assistantOf('asst_1', 'Bookkeeper'))
  await store.transaction(async ({ threads, messages, runs }) => {
    for (let index = 0; index < COUNT; index += 1) {
      const thread_id = idOf('thread', index)
      await threads.insert(threadOf(thread_id))
      const text = said[index] ?? `What does order number ${index} cost?`
      await messages.insert(userMessageOf(idOf('msg', index), text, { thread_id }))
      const run = { id: idOf('run', index), thread_id, assistant_id: index === 9 ? 'asst_1' : 'asst_2' }
      await runs.insert(runRowOf({ ...run, status: 'completed' }), 1)
    }
  })
}

async function open(database: Location) {
  const opened = await openDatabase({ database, clock: Date.now, rowsInBlock: ROWS_IN_BLOCK })
  return { opened, store: await opened.storeOf('embedded') }
}

async function found(store: Store, q: string) {
  const [threads, runs] = [await store.threads.search({ q, limit: 5 }), await store.runs.search({ q, limit: 5 })]
  return { threads: threads.data.map(({ id }) => id), runs: runs.data.map(({ id }) => id) }
}

const one = (index: number) => ({ threads: [idOf('thread', index)], runs: [idOf('run', index)] })
const none = { threads: [], runs: [] }

const words = ['一本书', '电', 'タワー', '서울', 'สินค้า', 'größe', 'ÉTÉ', '100%', '😀']
const foundByWords = (store: Store) => Promise.all(words.map((q) => found(store, q)))

async function expectParts(store: Store) {
  expect(await found(store, '一本书')).toEqual(one(3))
  const part = idOf('', 123).slice(1)
  expect(await found(store, `D_${part}`)).toEqual({ threads: [idOf('thread', 123)], runs: [] })
  expect(await found(store, `N_${part}`)).toEqual({ threads: [], runs: [idOf('run', 123)] })
  expect(await found(store, part.slice(1))).toEqual(one(123))
  expect(await found(store, 'keeper')).toEqual({ threads: [], runs: [idOf('run', 9)] })
  expect(await found(store, 'nowhere')).toEqual(none)
  expect(await found(store, 'order number 140 cost')).toEqual(one(140))
  const many = await found(store, 'does order')
  expect([many.threads.length, many.runs.length]).toEqual([5, 5])
}

/** In pages, with filters and in other orders, as lists are. */
async function expectPages({ threads, runs, labels }: Store) {
  const ids = delivered.map((index) => idOf('thread', index))
  const newest = ids.toReversed()
  const query = { q: 'delivery', sort: 'created' } as const
  const first = await threads.search({ ...query, limit: 2 })
  expect(first).toMatchObject({ hasMore: true, data: newest.slice(0, 2).map((id) => ({ id })) })
  const rest = await threads.search({ ...query, limit: 5, after: newest[1]! })
  expect(rest).toMatchObject({ hasMore: false, data: newest.slice(2).map((id) => ({ id })) })
  await labels.change({ kind: 'thread', id: ids[1]!, add: ['seen'], remove: [] })
  const labelled = await threads.search({ ...query, limit: 5, label: 'seen' })
  expect(labelled.data.map(({ id }) => id)).toEqual([ids[1]])
  const byTokens = await runs.search({ q: 'delivery', limit: 5, sort: 'tokens', status: ['completed'], order: 'asc' })
  expect(byTokens.data.map(({ id }) => id)).toEqual(delivered.map((index) => idOf('run', index)))
  expect((await runs.search({ q: 'delivery', limit: 5, status: ['failed'] })).data).toEqual([])
}

async function expectChanges(store: Store) {
  await store.threads.rename(idOf('thread', 3), 'Bücher')
  await store.messages.put(userMessageOf(idOf('msg', 70), 'Sapporo', { thread_id: idOf('thread', 70) }))
  await store.messages.remove(idOf('msg', 71))
  await store.threads.remove(idOf('thread', 72))
  expect(await found(store, 'BÜCHER')).toEqual(one(3))
  expect(await found(store, 'sapporo')).toEqual(one(70))
  for (const q of ['タワー', '서울', 'สินค้า']) expect(await found(store, q), q).toEqual(none)
  await store.messages.insert(userMessageOf('msg_new', 'Incheon', { thread_id: idOf('thread', 71) }))
  expect(await found(store, 'incheon')).toEqual(one(71))
}

describe.each(databases)('the index of a search on $name', (database) => {
  it('hides nothing: half made or whole, and whatever has changed since', async () => {
    const at = await database.create()
    const first = await open(at)
    await seed(first.store)
    const before = await foundByWords(first.store)
    expect(before.map(({ threads }) => threads.length)).toEqual(words.map(() => 1))
    const filling = first.opened.index()
    await first.opened.close()
    await filling

    const { opened, store } = await open(at)
    onTestFinished(() => opened.close())
    expect(await foundByWords(store)).toEqual(before)
    await opened.index()
    expect(await foundByWords(store)).toEqual(before)
    await expectParts(store)
    await expectPages(store)
    await expectChanges(store)
  })
})
