import { describe, expect, it } from 'vitest'
import { databases, openStore } from './testing/databases'
import { eventsOf, runRowOf, threadOf, userMessageOf } from './testing/objects'

describe.each(databases)('transfers on $name', (database) => {
  it('are kept as their writer has them, newest first', async () => {
    const { transfers } = await openStore(await database.create())
    await transfers.put('transfer_1', { status: 'checking' })
    await transfers.put('transfer_2', { status: 'checking' })
    await transfers.put('transfer_1', { status: 'done' })
    expect(await transfers.list()).toEqual([{ status: 'checking' }, { status: 'done' }])
    expect(await transfers.remove('transfer_2')).toBe(true)
    expect(await transfers.get('transfer_2')).toBeUndefined()
  })

  it('know what they brought, also when it is gone', async () => {
    const { transfers, threads } = await openStore(await database.create())
    const brought = { kind: 'thread', id: 'thread_1', hash: 'a', transfer_id: 't', outcome: 'added' } as const
    await threads.insert(threadOf('thread_1'))
    await transfers.note(brought)
    await threads.remove('thread_1')
    expect(await transfers.known('thread', 'thread_1')).toEqual(brought)
    expect(await transfers.known('message', 'thread_1')).toBeUndefined()
  })

  it('find a place behind all of a second, and in no other', async () => {
    const { transfers, threads, messages } = await openStore(await database.create())
    await threads.insert(threadOf('thread_1'))
    expect(await transfers.freePlace('messages', 7_000_000)).toBe(7_000_000)
    for (const [id, position] of [
      ['msg_1', 7_000_000],
      ['msg_2', 7_000_005],
      ['msg_3', 8_000_000],
    ] as const)
      await messages.insert(userMessageOf(id, 'x'), { position })
    expect(await transfers.freePlace('messages', 7_000_000)).toBe(7_000_006)
    expect(await transfers.freePlace('messages', 7_000_006)).toBe(7_000_006)
  })

  it('replace a run with its times and without its log', async () => {
    const { transfers, threads, runs, events } = await openStore(await database.create())
    await threads.insert(threadOf('thread_1'))
    await runs.insert(runRowOf({ status: 'completed', metadata: { of: 'ours' } }), 1_000)
    await events.append('run_1', eventsOf(1, 3))
    const theirs = runRowOf({ status: 'failed', metadata: { of: 'theirs' } }).run
    await transfers.replaceRun(theirs, { createdMs: 5_000, endedMs: 6_000 })
    expect(await runs.get('run_1')).toEqual(theirs)
    expect(await runs.summary('run_1')).toMatchObject({ created_ms: 5_000, ended_ms: 6_000 })
    expect(await events.lastSeq('run_1')).toBe(0)
  })
})
