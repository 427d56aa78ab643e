import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import { LostRunError } from './lost-run-error'
import { databases, openStore, type TestDatabase } from './testing/databases'
import { eventsOf, runRowOf, threadOf } from './testing/objects'

async function openWithRun(database: TestDatabase) {
  const store = await openStore(await database.create())
  await store.threads.insert(threadOf('thread_1'))
  await store.runs.insert(runRowOf({ status: 'completed' }), 1_000)
  await store.runs.insert(runRowOf({ id: 'run_2' }), 1_000)
  return store
}

describe.each(databases)('events on $name', (database) => {
  it('keeps the log of each run in order', async () => {
    const { events } = await openWithRun(database)
    expect(await events.lastSeq('run_1')).toBe(0)
    await events.append('run_1', eventsOf(1, 3))
    await events.append('run_2', eventsOf(1, 1))
    await events.append('run_1', [])
    await events.append('run_1', eventsOf(4, 4))
    expect(await events.after('run_1', 0, 10)).toEqual(eventsOf(1, 4))
    expect(await events.lastSeq('run_1')).toBe(4)
    expect(await events.lastSeq('run_2')).toBe(1)
    expect(await events.after('run_3', 0, 10)).toEqual([])
  })

  it('reads a log of large batches one by one', async () => {
    const store = await openStore(await database.create(), Date.now, 1)
    await store.threads.insert(threadOf('thread_1'))
    await store.runs.insert(runRowOf({ status: 'completed' }), 1_000)
    const batches = [eventsOf(1, 3), eventsOf(4, 4), eventsOf(5, 9)]
    for (const batch of batches) await store.events.append('run_1', batch)
    for (const batch of batches) expect(await store.events.after('run_1', batch[0]!.seq - 1, 1_000)).toEqual(batch)
    expect(await store.events.after('run_1', 5, 1_000)).toEqual(eventsOf(6, 9))
    expect(await store.events.after('run_1', 9, 1_000)).toEqual([])
  })

  it('refuses a gap and a number that is taken, and goes on after that', async () => {
    const { events } = await openWithRun(database)
    await expect(events.append('run_1', eventsOf(2, 3))).rejects.toThrow('ends at event 0: 2 cannot follow')
    await events.append('run_1', eventsOf(1, 3))
    for (const first of [1, 2, 3, 5]) {
      await expect(events.append('run_1', eventsOf(first, 6))).rejects.toThrow('ends at event 3')
    }
    const [one, , three] = eventsOf(4, 6)
    await expect(events.append('run_1', [one!, three!])).rejects.toThrow('gap')
    await expect(events.append('run_9', eventsOf(1, 1))).rejects.toThrow()
    await events.append('run_1', eventsOf(4, 4))
    expect(await events.after('run_1', 0, 10)).toEqual(eventsOf(1, 4))
  })

  it('takes nothing from a writer whose run another has taken up since', async () => {
    const { events, runs } = await openWithRun(database)
    await events.append('run_2', eventsOf(1, 2), { attempt: 1 })
    expect(await runs.claim('run_2', ['queued', 'in_progress'])).toMatchObject({ attempt: 2 })
    await expect(events.append('run_2', eventsOf(3, 3), { attempt: 1 })).rejects.toThrow(LostRunError)
    await events.append('run_2', eventsOf(3, 4), { attempt: 2 })
    await expect(events.append('run_2', eventsOf(5, 5), { attempt: 1 })).rejects.toThrow(LostRunError)
    await expect(events.append('run_2', eventsOf(9, 9), { attempt: 2 })).rejects.toThrow('ends at event 4')
    expect(await events.after('run_2', 0, 10)).toEqual(eventsOf(1, 4))
  })

  it('reads what a later version has written as unknown, not as damage', async () => {
    const { events, damaged } = await openWithRun(database)
    const [one, two, three] = eventsOf(1, 3)
    const later = { ...two!, event: 'thread.run.paused', data: { object: 'thread.run.v3', until: 7 } }
    await events.append('run_1', [one!, later as unknown as LoggedEvent, three!])
    expect(await events.after('run_1', 0, 10)).toEqual([
      one,
      {
        ...two,
        event: 'playground.unknown',
        data: { object: 'playground.unknown', event: 'thread.run.paused', data: JSON.stringify(later.data) },
      },
      three,
    ])
    expect(damaged()).toEqual([])
  })

  it('gives a number to one of many that append at once', async () => {
    const { events } = await openWithRun(database)
    const appends = Array.from({ length: 15 }, (_, index) => events.append('run_1', eventsOf(1, 1 + (index % 3))))
    const results = await Promise.allSettled(appends)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const last = await events.lastSeq('run_1')
    expect(await events.after('run_1', 0, 10)).toEqual(eventsOf(1, last))
  })

  it('lets a transaction go on in which an append was refused', async () => {
    const store = await openWithRun(database)
    await store.events.append('run_1', eventsOf(1, 2))
    await store.transaction(async ({ events }) => {
      await expect(events.append('run_1', eventsOf(2, 2))).rejects.toThrow()
      await events.append('run_1', eventsOf((await events.lastSeq('run_1')) + 1, 5))
    })
    expect(await store.events.lastSeq('run_1')).toBe(5)
  })

  it('replays from anywhere in bounded pages, however the log was cut into batches', async () => {
    const { events } = await openWithRun(database)
    const batches = [3, 1, 1, 7, 2, 1, 10, 4, 1, 1]
    let length = 0
    for (const size of batches) {
      await events.append('run_1', eventsOf(length + 1, length + size))
      length += size
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(length + 3), fc.integer({ min: 1, max: 50 }), async (seq, limit) => {
        const page = await events.after('run_1', seq, limit)
        expect(page).toEqual(eventsOf(seq + 1, length).slice(0, page.length))
        expect(page.length).toBeGreaterThanOrEqual(Math.min(limit, Math.max(0, length - seq)))
        expect(page.length).toBeLessThan(limit + Math.max(...batches))
      }),
      { numRuns: 100 },
    )
    expect(await events.after('run_1', 0, Number.MAX_SAFE_INTEGER)).toHaveLength(length)
  })

  it('replays 10,000 events in pages', async () => {
    const store = await openWithRun(database)
    await store.transaction(async ({ events }) => {
      for (let first = 1; first <= 10_000; first += 5) await events.append('run_1', eventsOf(first, first + 4))
    })
    let seq = 0
    for (let pages = 0; pages < 10; pages++) {
      const page = await store.events.after('run_1', seq, 1_000)
      expect(page).toHaveLength(1_000)
      seq = page.at(-1)?.seq ?? 0
    }
    expect(seq).toBe(10_000)
    expect(await store.events.after('run_1', seq, 1_000)).toEqual([])
  })
})
