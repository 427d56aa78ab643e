import Libsql from 'libsql'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import type { DatabaseOptions } from './open-database'
import { sqliteFileIn } from './open-sqlite'
import { BUSY_MS, createBusyRetry } from './busy-retry'
import { StoreBusyError } from './store'
import { databases, openStore } from './testing/databases'
import { threadOf, userMessageOf } from './testing/objects'

/** Another program begins to write, and has not made up its mind yet. Returns what lets go. */
async function hold(database: DatabaseOptions['database']): Promise<() => Promise<void>> {
  if ('url' in database) {
    const client = new pg.Client(database.url)
    await client.connect()
    await client.query('begin')
    await client.query('lock table threads in exclusive mode')
    return () => client.end()
  }
  const file = new Libsql(sqliteFileIn(database.folder))
  file.exec('begin immediate')
  return async () => void file.close()
}

describe.each(databases)('while another program holds $name', ({ name, create }) => {
  it('reads go on, writes wait and are refused in time, in order, and go on when it lets go', async () => {
    const location = await create()
    const store = await openStore(location)
    await store.threads.insert(threadOf('thread_1'))
    const letGo = await hold(location)

    const refused = [
      store.threads.rename('thread_1', 'never'),
      store.transaction(({ messages }) => messages.insert(userMessageOf('msg_1', 'never'))),
      store.threads.rename('thread_1', 'nor this'),
    ]
    const outcomes = Promise.allSettled(refused)
    expect(await store.threads.get('thread_1')).toEqual(threadOf('thread_1'))
    expect((await store.threads.search({ limit: 5 })).data).toHaveLength(1)
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StoreBusyError) as StoreBusyError })
    }

    const patient = [store.threads.rename('thread_1', 'first'), store.threads.rename('thread_1', 'second')]
    await letGo()
    await Promise.all(patient)
    // PostgreSQL lets them go on in any order.
    expect(await store.threads.summary('thread_1')).toMatchObject({
      title: name === 'SQLite' ? 'second' : expect.stringMatching(/first|second/),
      message_count: 0,
    })
  })
})

describe('readers of SQLite that lock exclusively', () => {
  it('cannot shut out a store that is open', async () => {
    const [sqlite] = databases
    const location = await sqlite!.create()
    const store = await openStore(location)
    await store.threads.insert(threadOf('thread_1'))
    if (!('folder' in location)) throw new Error('SQLite lies in a folder.')
    const other = new Libsql(sqliteFileIn(location.folder))
    other.exec('pragma locking_mode = exclusive')
    expect(() => other.prepare('select count(*) from threads').all()).toThrow('locked')
    await store.threads.rename('thread_1', 'written')
    expect(await store.threads.summary('thread_1')).toMatchObject({ title: 'written' })
    other.close()
  })
})

describe('waiting for the database', () => {
  const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_RECOVERY' })

  /** Time that passes by sleeping alone. */
  function timeOf() {
    let now = 0
    const startBusyRetry = createBusyRetry({ now: () => now, sleep: async (ms) => void (now += ms) })
    return { startBusyRetry, pass: (ms: number) => void (now += ms), now: () => now }
  }

  it('counts from the moment of asking, and tries once more however late it is', async () => {
    const { startBusyRetry, pass, now } = timeOf()
    const retryWhileBusy = startBusyRetry()
    pass(2 * BUSY_MS)
    expect(await retryWhileBusy(() => 'done')).toBe('done')
    const refuse = () => {
      throw busy
    }
    await expect(retryWhileBusy(refuse)).rejects.toBeInstanceOf(StoreBusyError)
    expect(now()).toBe(2 * BUSY_MS)
  })

  it('tries again until the work is done, and not at all after another error', async () => {
    const { startBusyRetry } = timeOf()
    let tries = 0
    const work = () => {
      if (++tries < 20) throw busy
      return tries
    }
    expect(await startBusyRetry()(work)).toBe(20)
    const fails = () => {
      tries += 1
      throw new Error('disk full')
    }
    await expect(startBusyRetry()(fails)).rejects.toThrow('disk full')
    expect(tries).toBe(21)
  })
})
