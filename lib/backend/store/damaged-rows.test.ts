import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { LOG_DAMAGED, OBJECT_DAMAGED } from '@/lib/protocol/error'
import { databases } from './testing/databases'
import { damagedStore } from './testing/damaged-store'
import { runRowOf } from './testing/objects'

const wrong = ['{"id":', '', 'null', '7', '[]', '{}', '{"id":"msg_1","object":"thread","created_at":1}']
const page = { limit: 1, order: 'asc' } as const
const isDamaged = expect.objectContaining({ status: 500, body: expect.objectContaining({ code: OBJECT_DAMAGED }) })

describe.each(databases)('damaged rows on $name', (database) => {
  it.each(wrong)('leaves out documents that are %j, and says so once', async (text) => {
    const { store, lines } = await damagedStore(await database.create(), async (db) => {
      for (const table of ['assistants', 'threads', 'messages', 'runs', 'steps', 'files'])
        await sql`update ${sql.table(table)} set document = ${text} where id like '%_2' or id like '%-2'`.execute(db)
    })
    const ids = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id)
    expect(ids((await store.assistants.list(page)).data)).toEqual(['asst_1'])
    expect(await store.assistants.list({ ...page, after: 'asst_1' })).toMatchObject({
      data: [{ id: 'asst_3' }],
      hasMore: false,
    })
    expect(await store.assistants.list({ ...page, before: 'asst_3' })).toMatchObject({ data: [{ id: 'asst_1' }] })
    expect(await store.threads.list({ ...page, after: 'thread_1' })).toMatchObject({ data: [{ id: 'thread_3' }] })
    expect(ids((await store.threads.search({ limit: 2 })).data)).toHaveLength(2)
    expect(await store.messages.list('thread_1', { ...page, after: 'msg_1' })).toMatchObject({
      data: [{ id: 'msg_3' }],
    })
    expect(ids(await store.messages.history('thread_1'))).toEqual(['msg_1', 'msg_3'])
    expect(ids(await store.steps.all('run_1'))).toEqual(['step_1', 'step_3'])
    expect(ids((await store.runs.search({ limit: 1, after: 'run_3' })).data)).toEqual(['run_1'])
    expect((await store.runs.unfinished()).map(({ run }) => run.id)).toEqual(['run_1', 'run_3'])
    await expect(store.threads.get('thread_2')).rejects.toEqual(isDamaged)
    await expect(store.threads.summary('thread_2')).rejects.toEqual(isDamaged)
    await expect(store.runs.summary('run_2')).rejects.toEqual(isDamaged)
    await expect(store.messages.get('msg_2')).rejects.toEqual(isDamaged)
    expect(ids((await store.files.list({ limit: 3, order: 'asc' })).data)).toEqual(['file-1', 'file-3'])
    await expect(store.files.get('file-2')).rejects.toEqual(isDamaged)
    expect(await store.files.rows(['file-2', 'file-4'])).toEqual(new Set(['file-2']))
    const tables = store.damaged().map(({ table, id }) => `${table} ${id}`)
    const all = [
      'assistants asst_2',
      'threads thread_2',
      'messages msg_2',
      'runs run_2',
      'steps step_2',
      'files file-2',
    ]
    expect(tables.toSorted()).toEqual(all.toSorted())
    expect(lines).toHaveLength(6)
    expect(lines[0]).toMatch(/table assistants, asst_2 .*npm run doctor/)
    await store.runs.abandon('run_2', 5)
    await store.runs.insert(runRowOf({ id: 'run_4', thread_id: 'thread_2' }), 6)
  })

  it.each([
    ['assistants', '"tools":[]', '"tools":[5]'],
    ['assistants', '"tools":[]', '"tools":[{"type":"function","gunction":{}}]'],
    ['messages', '"text":{', '"uext":{'],
    ['messages', '"value":', '"valve":'],
    ['messages', '"content":[{', '"content":[null,{'],
    ['messages', '"role":"user"', '"role":"wizard"'],
    ['messages', '"status":"completed"', '"status":"completee"'],
    ['runs', '"tools":[]', '"tools":[{}]'],
    ['runs', '"status":"queued"', '"status":"rueued"'],
    ['steps', '"status":"', '"status":"un'],
    ['steps', '"message_id":', '"message_hd":'],
    ['steps', '"type":"message_creation","', '"type":"message_creatinn","'],
  ] as const)('leaves out documents of %s in which %s was made %s', async (table, was, is) => {
    const { store } = await damagedStore(await database.create(), (db) =>
      sql`update ${sql.table(table)} set document = replace(document, ${was}, ${is}) where id like '%_2'`.execute(db),
    )
    const prefix = { assistants: 'asst', messages: 'msg', runs: 'run', steps: 'step' }[table]
    expect(await store[table].get(`${prefix}_1`)).toMatchObject({ id: `${prefix}_1` })
    await expect(store[table].get(`${prefix}_2`)).rejects.toEqual(isDamaged)
    expect(store.damaged()).toMatchObject([{ table, id: `${prefix}_2`, reason: 'wrong_json' }])
  })

  it('knows no last run of a thread whose column says no status', async () => {
    const { store } = await damagedStore(await database.create(), (db) =>
      sql`update runs set status = 'rueued' where id = 'run_2'`.execute(db),
    )
    const { data } = await store.threads.search({ limit: 3 })
    expect(data.map(({ id, last_run }) => [id, last_run?.id])).toContainEqual(['thread_2', undefined])
  })

  it('removes a damaged message when asked to, and counts right', async () => {
    const { store } = await damagedStore(await database.create(), (db) =>
      sql`update messages set document = 'x' where id = 'msg_1'`.execute(db),
    )
    expect(await store.messages.remove('msg_1')).toBe(true)
    expect(await store.threads.summary('thread_1')).toMatchObject({ message_count: 2, preview: 'text 2' })
  })

  it.each(['[', 'null', '[{"seq":4}]', '[{},{}]'])('says where a log is missing what was %j', async (text) => {
    const { store } = await damagedStore(await database.create(), (db) =>
      sql`update events set events = ${text} where first_seq = 3`.execute(db),
    )
    const log = await store.events.after('run_1', 0, 100)
    expect(log.map(({ seq, event }) => [seq, event])).toEqual([
      [1, 'thread.message.delta'],
      [2, 'thread.message.delta'],
      [4, 'error'],
      [5, 'thread.message.delta'],
      [6, 'thread.message.delta'],
    ])
    expect(log[2]?.data).toMatchObject({ error: { code: LOG_DAMAGED, message: expect.stringContaining('3 to 4') } })
    expect(await store.events.after('run_1', 4, 1)).toMatchObject([{ seq: 5 }, { seq: 6 }])
    expect(store.damaged()).toMatchObject([{ table: 'events', id: 'run_1', first_seq: 3, last_seq: 4 }])
  })

  it.each(['{', 'null', '7', '[]'])('leaves out records that are %j, and says so once', async (text) => {
    const { store, lines } = await damagedStore(await database.create(), (db) =>
      sql`update records set document = ${text} where id = 'note_2'`.execute(db),
    )
    expect((await store.records.list('note')).map(({ id }) => id)).toEqual(['note_1', 'note_3'])
    await expect(store.records.get('note', 'note_2')).rejects.toEqual(isDamaged)
    expect(lines).toEqual([expect.stringMatching(/table records, note_2/)])
  })

  it('lists the notes of a run of which one is damaged', async () => {
    const { store } = await damagedStore(await database.create(), async (db) => {
      for (const [kind, id] of [
        ['step_note', 'step_1'],
        ['noted_run', 'run_1'],
      ] as const)
        await sql`insert into records (connection_id, kind, id, owner, position, document)
          values ('embedded', ${kind}, ${id}, 'thread_1', 1, 'null')`.execute(db)
    })
    expect(await store.notes.list('run_1')).toEqual([])
    expect(store.damaged().map(({ id }) => id)).toEqual(['step_1', 'run_1'])
  })

  it.each(['{', '7', '[]'])(
    'knows nothing of an answer that is %j but that it was given, and says so',
    async (text) => {
      const asked = { request: 'POST /v1/threads', key: 'k', fingerprint: 'f' }
      const { store, lines } = await damagedStore(await database.create(), (db) =>
        sql`insert into answers (connection_id, request, key, fingerprint, expires_ms, object_id, document)
        values ('embedded', ${asked.request}, ${asked.key}, ${asked.fingerprint}, 8e15, 'thread_1', ${text})`.execute(
          db,
        ),
      )
      expect(await store.answers.get(asked)).toEqual({ fingerprint: 'f', document: undefined })
      expect(await store.answers.get(asked)).toEqual({ fingerprint: 'f', document: undefined })
      expect(lines).toEqual([expect.stringMatching(/table answers, POST \/v1\/threads k/)])
    },
  )
})

it('survives text in SQLite that is no UTF-8', async () => {
  const { store } = await damagedStore(await databases[0]!.create(), async (db) => {
    await sql`update threads set document = cast(x'7bff7d' as text), title = cast(x'41ff' as text)
      where id = 'thread_2'`.execute(db)
    await sql`update runs set metadata = cast(x'7bff7d' as text) where id = 'run_2'`.execute(db)
    await sql`update threads set title = cast(x'41ff' as text) where id = 'thread_3'`.execute(db)
  })
  await expect(store.threads.get('thread_2')).rejects.toEqual(isDamaged)
  await expect(store.runs.get('run_2')).rejects.toEqual(isDamaged)
  expect(await store.threads.summary('thread_3')).toMatchObject({ title: '\ufffdA\ufffd' })
  expect(await store.runs.setMetadata('run_2', { now: 'well' })).toMatchObject({ metadata: { now: 'well' } })
})
