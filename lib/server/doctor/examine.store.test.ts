// What the doctor finds in a data folder, and what it makes of it.
import { writeFileSync } from 'node:fs'
import Libsql from 'libsql'
import { describe, expect, it } from 'vitest'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import { createStore, databases } from '@/lib/backend/store/testing/databases'
import { assistantOf, eventsOf, runRowOf, threadOf, userMessageOf } from '@/lib/backend/store/testing/objects'
import { messageStepOf } from '@/lib/run/testing/log'
import { readEnvironment } from '../environment'
import { examine } from './examine'

/** A data folder with an assistant, and a thread that has a message and a run, after `statements` had its database. */
async function folderAfter(...statements: readonly string[]) {
  const at = await databases[0]!.create()
  const folder = 'folder' in at ? at.folder : ''
  const open = () => createStore({ database: at, clock: Date.now, logLine: () => undefined })
  const store = await open()
  await store.assistants.insert(assistantOf('asst_1', 'Weather'))
  await store.threads.insert(threadOf('thread_1'))
  await store.messages.insert(userMessageOf('msg_1', 'Will it RAIN?', { thread_id: 'thread_1' }))
  await store.runs.insert(runRowOf({ id: 'run_1', thread_id: 'thread_1' }), 1)
  await store.close()
  const change = (...all: readonly string[]) => {
    const database = new Libsql(sqliteFileIn(folder))
    for (const statement of all) database.exec(statement)
    database.close()
  }
  /** The one value that is asked for. */
  const one = (query: string): unknown => {
    const database = new Libsql(sqliteFileIn(folder))
    const [row = {}] = database.prepare(query).all() as object[]
    database.close()
    return Object.values(row)[0]
  }
  change(...statements)
  const look = async (repair: boolean) => {
    const lines: string[] = []
    const environment = readEnvironment({ DATA_DIR: folder })
    const found = await examine(environment, { repair, say: (line) => void lines.push(line), clock: Date.now })
    return { ...found, text: lines.join('\n') }
  }
  return { open, change, one, examined: () => look(false), repaired: () => look(true) }
}

const inOrder = { wrong: 0, mendable: 0, text: expect.stringContaining('in order') as string }

describe('a run that holds no object and has no log', () => {
  const broken = `update runs set document = '{nope' where id = 'run_1'`

  it('is set aside when nothing belongs to it', async () => {
    const { one, examined, repaired } = await folderAfter(broken)
    expect(await examined()).toMatchObject({ wrong: 1, mendable: 1 })
    expect(await repaired()).toMatchObject({ wrong: 0, text: expect.stringContaining('run_1: set aside') as string })
    expect(await examined()).toMatchObject(inOrder)
    expect(one('select document from damaged')).toMatch(/^\{nope/)
  })

  it('is set aside, too, when all that belongs to it is', async () => {
    const { open, change, one, examined, repaired } = await folderAfter()
    const store = await open()
    await store.steps.insert(messageStepOf('step_1', 'msg_9', { thread_id: 'thread_1', run_id: 'run_1' }))
    await store.events.append('run_1', eventsOf(1, 2))
    await store.close()
    change(broken, `update steps set document = 'null'`, `update events set events = 'null'`)
    await repaired()
    expect(await examined()).toMatchObject(inOrder)
    expect(one('select group_concat(table_name) from (select table_name from damaged order by 1)')).toBe(
      'events,runs,steps',
    )
  })

  it('stays for what belongs to it, without a copy, and nothing is advised that cannot help', async () => {
    const { open, one, examined, repaired } = await folderAfter(broken)
    const store = await open()
    await store.steps.insert(messageStepOf('step_1', 'msg_9', { thread_id: 'thread_1', run_id: 'run_1' }))
    await store.close()
    const stays = { wrong: 1, mendable: 0, text: expect.stringMatching(/run_1: .*stays where it is/) as string }
    expect(await examined()).toMatchObject(stays)
    for (const _ of [1, 2]) expect(await repaired()).toMatchObject(stays)
    expect(one('select count(*) from damaged')).toBe(0)
    expect(await examined()).toMatchObject(stays)
  })
})

it('settings that cannot be read are named, and set aside', async () => {
  const { one, examined, repaired } = await folderAfter(
    `insert into settings (kind, id, position, document, sealed) values
      ('model_endpoint', 'x', 1, '{nope', 'sealed'), ('banana', 'y', 2, '[]', null), ('model_endpoint', 'z', 'b', '{}', null)`,
  )
  const { wrong, text } = await examined()
  expect(wrong).toBe(3)
  for (const line of [
    'model_endpoint x: holds no object',
    'banana y: holds no object',
    'model_endpoint z: has columns',
  ])
    expect(text).toContain(`table settings, ${line}`)
  expect(await repaired()).toMatchObject({ wrong: 0 })
  expect(await examined()).toMatchObject(inOrder)
  expect(one('select group_concat(id) from settings')).toBe('z')
  expect(one(`select document from damaged where id = 'model_endpoint x'`)).toBe('{nopesealed')
})

it('texts of columns that are no UTF-8 are named, and made anew from what there is', async () => {
  const bad = `cast(x'41fffe' as text)`
  const { open, one, examined, repaired } = await folderAfter(
    `update assistants set name = ${bad}`,
    `update threads set title = ${bad}, title_folded = ${bad}, preview = ${bad}, preview_folded = ${bad}`,
  )
  const { wrong, text } = await examined()
  expect(wrong).toBe(2)
  expect(text).toContain('table assistants, asst_1: has text that is no UTF-8')
  expect(text).toContain('table threads, thread_1: has text that is no UTF-8')
  expect(await repaired()).toMatchObject({ wrong: 0 })
  expect(await examined()).toMatchObject(inOrder)
  expect(one('select name from assistants')).toBe('Weather')
  expect(one('select preview || preview_folded from threads')).toBe('Will it RAIN?will it rain?')
  expect(one('select title || title_folded from threads')).toBe('A\ufffd\ufffda\ufffd\ufffd')
  expect(one(`select hex(document) from damaged where id = 'thread_1 title'`)).toBe('41FFFE')
  const store = await open()
  expect((await store.threads.search({ limit: 5, q: 'rain' })).data).toHaveLength(1)
  await store.close()
})

it('a message of which nobody knows who wrote it is named, and set aside', async () => {
  const { one, examined, repaired } = await folderAfter(
    `update messages set document = replace(document, '"role":"user"', '"role":"wizard"')`,
  )
  expect(await examined()).toMatchObject({
    wrong: 1,
    text: expect.stringContaining('msg_1: holds no object') as string,
  })
  expect(await repaired()).toMatchObject({ wrong: 0 })
  expect(one('select count(*) from messages')).toBe(0)
})

it.each([
  ['is empty', ''],
  ['is damaged', 'Dear diary'],
])('a file that %s is nothing to repair', async (what, content) => {
  const at = await databases[0]!.create()
  const folder = 'folder' in at ? at.folder : ''
  writeFileSync(sqliteFileIn(folder), content)
  const lines: string[] = []
  const examination = { repair: false, say: (line: string) => void lines.push(line), clock: Date.now }
  expect(await examine(readEnvironment({ DATA_DIR: folder }), examination)).toEqual({ wrong: 1, mendable: 0 })
  expect(lines.join('\n')).toContain(what)
})
