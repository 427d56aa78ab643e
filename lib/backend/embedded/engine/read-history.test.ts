import { expect, it } from 'vitest'
import { openStore, temporaryFolder } from '@/lib/backend/store/testing/databases'
import { runRowOf, threadOf, userMessageOf } from '@/lib/backend/store/testing/objects'
import { callOf, messageOf, messageStepOf, runOf, toolStepOf } from '@/lib/run/testing/log'
import { readHistory } from './read-history'

/** More than four pieces: storing them takes most of the time of these tests. */
const MANY = 2_100
/** More than one. */
const SOME = 800
const now = runOf({ id: 'run_now', thread_id: 'thread_1' })

/** A thread of many messages, of which the newest but one was written by a run behind calls; counts what is read. */
async function seeded(count: number) {
  const store = await openStore({ folder: await temporaryFolder() })
  const scope = { thread_id: 'thread_1', run_id: 'run_1' }
  await store.transaction(async ({ threads, messages, runs, steps }) => {
    await threads.insert(threadOf('thread_1'))
    for (let n = 1; n < count; n++) await messages.insert(userMessageOf(`msg_${n}`, 'It is raining in Paris.'))
    await runs.insert(runRowOf({ id: 'run_1', thread_id: 'thread_1', status: 'completed' }), 1)
    await steps.insert(toolStepOf('step_1', [callOf('call_1', 'sunny')], { ...scope, status: 'completed' }))
    await steps.insert(messageStepOf('step_2', 'msg_answer', scope))
    await messages.insert(messageOf('msg_answer', 'Sunny.', scope))
    await messages.insert(userMessageOf('msg_now', 'And tomorrow?'))
    await messages.insert(messageOf('msg_own', 'Of the run at work.', { thread_id: 'thread_1', run_id: 'run_now' }))
  })
  const read = { pieces: 0, messages: 0 }
  const counting: typeof store = {
    ...store,
    messages: {
      ...store.messages,
      async piece(query) {
        const piece = await store.messages.piece(query)
        read.pieces += 1
        read.messages += piece.data.length
        return piece
      },
    },
  }
  return { store: counting, read }
}

it('reads all of a long thread in pieces, and lets others in between', async () => {
  const { store, read } = await seeded(MANY)
  let turnsOfTheLoop = 0
  let isReading = true
  const count = () => {
    turnsOfTheLoop += 1
    if (isReading) setImmediate(count)
  }
  setImmediate(count)
  const { turns } = await readHistory(store, now, { last: undefined, tokens: null })
  isReading = false
  expect(turns).toHaveLength(MANY + 2)
  expect(turns.slice(-3).map(({ role }) => role)).toEqual(['calls', 'assistant', 'user'])
  expect(read.pieces).toBeGreaterThan(4)
  expect(turnsOfTheLoop, 'between any two pieces').toBeGreaterThanOrEqual(read.pieces - 1)
})

it('reads no more than the newest messages that the run asks for, or than its tokens need', async () => {
  const { store, read } = await seeded(SOME)
  const some = await readHistory(store, now, { last: 2, tokens: null })
  expect(some.turns.map(({ role }) => role)).toEqual(['calls', 'assistant', 'user'])
  expect(read.pieces).toBe(1)
  const few = await readHistory(store, now, { last: undefined, tokens: 100 })
  expect(read.pieces).toBe(2)
  expect(few.turns.length).toBeLessThan(30)
  const none = await readHistory(store, now, { last: 0, tokens: null })
  expect(none.turns).toEqual([])
})

it('takes a piece by its bytes as well, and never less than one message', async () => {
  const { store } = await seeded(1)
  const words = 'word '.repeat(200_000)
  for (const id of ['a', 'b', 'c']) await store.messages.insert(userMessageOf(id, words))
  const query = { threadId: 'thread_1', exceptRun: now.id }
  const { data, before } = await store.messages.piece(query)
  expect(data.map(({ id }) => id)).toEqual(['c'])
  const next = await store.messages.piece({ ...query, before: before! })
  expect(next.data.map(({ id }) => id)).toEqual(['b'])
})

it('ends where there are too many bytes of messages, and tells how many older ones there are', async () => {
  const store = await openStore({ folder: await temporaryFolder() })
  await store.threads.insert(threadOf('thread_1'))
  const words = 'word '.repeat(120_000)
  for (const id of ['a', 'b', 'c', 'd', 'e']) await store.messages.insert(userMessageOf(id, words))
  const reach = { last: undefined, tokens: null }
  const cut = await readHistory(store, now, { ...reach, maxBytes: 1_000_000 })
  expect(cut).toMatchObject({ turns: { length: 2 }, leftOut: 3 })
  expect(await readHistory(store, now, reach)).toMatchObject({ turns: { length: 5 }, leftOut: 0 })
  const asked = await readHistory(store, now, { ...reach, last: 1, maxBytes: 1 })
  expect(asked).toMatchObject({ turns: { length: 1 }, leftOut: 0 })
})

it('asks once for each piece which half answers were replaced, however many there are', async () => {
  const store = await openStore({ folder: await temporaryFolder() })
  const half = { status: 'incomplete', incomplete_details: { reason: 'run_failed' } } as const
  await store.transaction(async ({ threads, messages, runs, steps }) => {
    await threads.insert(threadOf('thread_1'))
    for (let n = 0; n < 600; n += 1) {
      const scope = { thread_id: 'thread_1', run_id: `run_${n}` }
      await runs.insert(runRowOf({ id: `run_${n}`, thread_id: 'thread_1', status: 'completed' }), n)
      await messages.insert(messageOf(`msg_half_${n}`, 'Su', { ...scope, ...half }))
      await steps.insert(messageStepOf(`step_half_${n}`, `msg_half_${n}`, { ...scope, status: 'failed' }))
      // Of every other run the half answer is all that there is.
      if (n % 2 > 0) continue
      await messages.insert(messageOf(`msg_${n}`, 'Sunny.', scope))
      await steps.insert(messageStepOf(`step_${n}`, `msg_${n}`, scope))
    }
  })
  let asked = 0
  const steps: typeof store.steps = {
    ...store.steps,
    all: () => Promise.reject(new Error('One by one.')),
    replacedMessages(runIds) {
      asked += 1
      return store.steps.replacedMessages(runIds)
    },
  }
  const { turns } = await readHistory({ ...store, steps }, now, { last: undefined, tokens: null })
  expect(turns).toHaveLength(600)
  expect(JSON.stringify(turns).match(/"Su"/g)).toHaveLength(300)
  expect(asked).toBeLessThanOrEqual(3)
})
