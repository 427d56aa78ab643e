import { describe, expect, it, onTestFinished } from 'vitest'
import { MAX_EXCHANGES } from './exchange-table'
import { openDatabase } from './open-database'
import { databases } from './testing/databases'
import { exchangeOf, runRowOf, threadOf } from './testing/objects'

describe.each(databases)('exchanges on $name', (database) => {
  async function open(pageBytes?: number) {
    const opened = await openDatabase({ database: await database.create(), clock: () => 1_000, pageBytes })
    onTestFinished(() => opened.close())
    const store = await opened.storeOf('one')
    await store.threads.insert(threadOf('thread_1'))
    await store.runs.insert(runRowOf({ id: 'run_1' }), 1_000)
    return store
  }

  it('are replaced under their number, listed in order and page by page, and go with the run', async () => {
    const { exchanges, threads } = await open()
    for (const number of [3, 1, 2]) expect(await exchanges.put('run_1', exchangeOf(number))).toBe(true)
    await exchanges.put('run_1', { ...exchangeOf(2), failure: 'It broke off.' })
    const first = await exchanges.list('run_1', { limit: 2 })
    expect(first).toEqual({ data: [exchangeOf(1), { ...exchangeOf(2), failure: 'It broke off.' }], hasMore: true })
    expect(await exchanges.list('run_1', { limit: 2, after: 2 })).toEqual({ data: [exchangeOf(3)], hasMore: false })
    await threads.remove('thread_1')
    expect(await exchanges.list('run_1', { limit: 2 })).toEqual({ data: [], hasMore: false })
  })

  it('are kept of runs that are here, and no more than so many', async () => {
    const { exchanges } = await open()
    expect(await exchanges.put('run_none', exchangeOf(1))).toBe(false)
    for (let number = 1; number <= MAX_EXCHANGES; number += 1) await exchanges.put('run_1', exchangeOf(number))
    expect(await exchanges.put('run_1', exchangeOf(MAX_EXCHANGES + 1))).toBe(false)
    expect(await exchanges.put('run_1', exchangeOf(MAX_EXCHANGES)), 'one that is kept goes on').toBe(true)
  }, 60_000)

  it('end a page by their size', async () => {
    const { exchanges } = await open(500)
    for (const number of [1, 2, 3]) await exchanges.put('run_1', exchangeOf(number))
    expect(await exchanges.list('run_1', { limit: 10 })).toMatchObject({ data: [{ number: 1 }], hasMore: true })
  })
})
