import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from './open-database'
import { databases } from './testing/databases'
import { eventsOf, exchangeOf, runRowOf, threadOf } from './testing/objects'

describe.each(databases)('recordings on $name', (database) => {
  async function open() {
    const opened = await openDatabase({ database: await database.create(), clock: () => 1_000 })
    onTestFinished(() => opened.close())
    const stores = { one: await opened.storeOf('one'), other: await opened.storeOf('other') }
    for (const store of Object.values(stores)) {
      for (const [index, status] of (['completed', 'in_progress', 'failed'] as const).entries()) {
        const thread_id = `thread_${index}`
        await store.threads.insert(threadOf(thread_id))
        await store.runs.insert(runRowOf({ id: `run_${index}`, thread_id, status }), 1_000)
        await store.events.append(`run_${index}`, eventsOf(1, 3))
        // At 1, 2 and 3 ms.
        for (const ms of [1, 2, 3]) await store.exchanges.put(`run_${index}`, exchangeOf(ms * 1_000))
      }
    }
    return { ...stores, recordings: opened.recordings }
  }

  it('are measured by rows and bytes', async () => {
    const { recordings } = await open()
    const { requests, events } = await recordings.sizeOf('one')
    const bytes = [1, 2, 3].reduce((sum, ms) => sum + JSON.stringify(exchangeOf(ms * 1_000)).length, 0)
    expect(requests).toEqual({ rows: 9, bytes: 3 * bytes })
    expect(events.rows).toBe(3)
    expect(events.bytes).toBeGreaterThan(100)
    const none = { rows: 0, bytes: 0 }
    expect(await recordings.sizeOf('nobody')).toEqual({ requests: none, events: none })
  })

  it('lose what was asked before a moment, but of active runs, of others and of logs nothing', async () => {
    const { one, other, recordings } = await open()
    expect(await recordings.removeRequests('one', 3)).toBe(4)
    const numbers = async (run: string) =>
      (await one.exchanges.list(run, { limit: 9 })).data.map(({ number }) => number)
    expect(await numbers('run_0')).toEqual([3_000])
    expect(await numbers('run_1'), 'an active run’s').toEqual([1_000, 2_000, 3_000])
    expect(await recordings.removeRequests('one', Infinity)).toBe(2)
    expect(await recordings.sizeOf('one')).toMatchObject({ requests: { rows: 3 }, events: { rows: 3 } })
    expect(await recordings.sizeOf('other')).toMatchObject({ requests: { rows: 9 } })
    expect((await one.runs.get('run_0'))?.status).toBe('completed')
    expect(await other.events.after('run_0', 0, 10)).toHaveLength(3)
  })

  it('are walked through in pieces', async () => {
    const { one, recordings } = await open()
    for (const run of ['run_0', 'run_2'])
      await one.transaction(async ({ exchanges }) => {
        for (let number = 1; number <= 600; number += 1) await exchanges.put(run, exchangeOf(number))
      })
    expect((await recordings.sizeOf('one')).requests.rows).toBe(1_209)
    let turns = 0
    const count = setInterval(() => (turns += 1), 0)
    expect(await recordings.removeRequests('one', 1)).toBe(1_200)
    clearInterval(count)
    expect(turns, 'others have their turn').toBeGreaterThan(0)
    expect((await recordings.sizeOf('one')).requests.rows).toBe(9)
  }, 30_000)
})
