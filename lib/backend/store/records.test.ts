import { describe, expect, it } from 'vitest'
import { databases, openStore } from './testing/databases'
import { assistantOf, threadOf, userMessageOf } from './testing/objects'

describe.each(databases)('records on $name', (database) => {
  it('keeps documents of a kind, oldest first, each of them once', async () => {
    const { records } = await openStore(await database.create())
    expect(await records.get('file', 'file-1')).toBeUndefined()
    await records.put({ kind: 'file', id: 'file-2', owner: 'file-2' }, { bytes: 2 })
    await records.put({ kind: 'file', id: 'file-1', owner: 'file-1' }, { bytes: 1 })
    await records.put({ kind: 'run', id: 'file-1', owner: 'thread_1' }, { other: true })
    await records.put({ kind: 'file', id: 'file-2', owner: 'file-2' }, { bytes: 3 })
    expect(await records.get('file', 'file-2')).toEqual({ bytes: 3 })
    expect(await records.list('file')).toEqual([
      { id: 'file-2', document: { bytes: 3 } },
      { id: 'file-1', document: { bytes: 1 } },
    ])
    expect(await records.get('run', 'file-1')).toEqual({ other: true })
  })

  it('lets them go with their owner', async () => {
    const { records, threads, messages, assistants } = await openStore(await database.create())
    await threads.insert(threadOf('thread_1'))
    await threads.insert(threadOf('thread_2'))
    await records.put({ kind: 'run', id: 'run_1', owner: 'thread_1' }, { user_info: { name: '小明' } })
    await records.put({ kind: 'run', id: 'run_2', owner: 'thread_2' }, {})
    await threads.remove('thread_1')
    expect(await records.list('run')).toEqual([{ id: 'run_2', document: {} }])
    await assistants.insert(assistantOf('asst_1'))
    await messages.insert(userMessageOf('msg_1', 'hello', { thread_id: 'thread_2' }))
    for (const owner of ['asst_1', 'msg_1']) await records.put({ kind: 'note', id: `of ${owner}`, owner }, {})
    await messages.remove('msg_1')
    await assistants.remove('asst_1')
    expect(await records.list('note')).toEqual([])
  })
})
