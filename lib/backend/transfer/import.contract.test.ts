import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore, temporaryFolder as databaseFolder } from '@/lib/backend/store/testing/databases'
import { leftBehind } from '@/lib/protocol/transfer'
import {
  assistantIn,
  folderOf,
  messageIn,
  oldExport,
  oldThread,
  runIn,
  stepIn,
  temporaryFolder,
  THEN,
  zipFileOf,
} from './testing/bundles'
import { importPath, outcomesOf } from './testing/importing'

const ALL = { limit: 100, order: 'asc' } as const
const emptyStore = async () => openStore({ folder: await databaseFolder() })

describe.each([
  ['folder', folderOf],
  ['zip', zipFileOf],
  ['zip of the folder', (files: object) => zipFileOf(within('my-export', files))],
])('an export as %s', (_, pack) => {
  it('comes in whole, with its ids, times and order', async () => {
    const store = await emptyStore()
    const path = await pack(oldExport())
    const dry = await importPath(store, path, { isDry: true })
    expect((await store.threads.list(ALL)).data, 'nothing is written').toEqual([])
    const tally = await importPath(store, path)
    expect(outcomesOf(tally)).toEqual([
      'file placeholder: 1',
      'assistant added: 2',
      'thread added: 1',
      'message added: 3',
      'run added: 1',
      'step added: 1',
    ])
    expect(dry).toEqual(tally)
    expect((await store.assistants.list(ALL)).data).toEqual([
      assistantIn('asst_a'),
      assistantIn('asst_z', { created_at: THEN + 1 }),
    ])
    const { thread, messages, runs } = oldThread() as Record<string, readonly Record<string, unknown>[]>
    expect(await store.threads.get('thread_old')).toEqual(thread)
    const said = (await store.messages.list('thread_old', ALL)).data
    expect(said.map(({ id }) => id)).toEqual(['msg_z', 'msg_a', 'msg_b'])
    expect(said).toMatchObject(messages ?? [])
    const { steps, ...run } = runs?.[0] ?? {}
    expect(await store.runs.get('run_old')).toEqual(run)
    expect(await store.steps.all('run_old')).toEqual(steps)
    expect(await store.threads.summary('thread_old')).toMatchObject({
      preview: 'The first question',
      message_count: 3,
    })
    expect(await store.runs.summary('run_old')).toMatchObject({
      created_ms: (THEN + 11) * 1000,
      ended_ms: (THEN + 15) * 1000,
    })
  })
})

const within = (folder: string, files: object) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content as unknown]))

it('tells of a run what its objects tell, within their seconds', async () => {
  const store = await emptyStore()
  await importPath(store, await folderOf(oldExport()))
  const log = await store.events.after('run_old', 0, 100)
  expect(
    log.map(({ event, source, notBefore, at }) => [event, source, (notBefore ?? 0) / 1000 - THEN, at % 1000]),
  ).toEqual([
    ['thread.run.created', 'import', 11, 999],
    ['thread.run.in_progress', 'import', 11, 999],
    ['thread.run.step.created', 'import', 12, 999],
    ['thread.run.step.completed', 'import', 15, 999],
    ['thread.run.completed', 'import', 15, 999],
  ])
})

it('comes in once, however often it is imported', async () => {
  const store = await emptyStore()
  const path = await folderOf(oldExport())
  await importPath(store, path)
  const again = await importPath(store, path)
  expect(outcomesOf(again).every((line) => line.includes(' same: '))).toBe(true)
  expect((await store.messages.list('thread_old', ALL)).data).toHaveLength(3)
})

it('leaves what was deleted and renamed here', async () => {
  const store = await emptyStore()
  const path = await folderOf(oldExport({ 'threads/t2.json': otherThread('thread_two') }))
  await importPath(store, path)
  await store.threads.rename('thread_old', 'Ours')
  await store.threads.remove('thread_two')
  const again = await importPath(store, path)
  expect(outcomesOf(again)).toContain('thread deleted: 1')
  expect(outcomesOf(again)).toContain('message deleted: 1')
  expect(await store.threads.get('thread_two')).toBeUndefined()
  expect(await store.threads.summary('thread_old')).toMatchObject({ title: 'Ours' })
})

const otherThread = (id: string) =>
  oldThread({
    thread_id: id,
    thread: { id, object: 'thread', created_at: THEN, metadata: {}, tool_resources: null },
    messages: [messageIn(`msg_of_${id}`, 'Elsewhere', { thread_id: id })],
    runs: [],
    files: {},
  })

describe('an object that differs on both sides', () => {
  const changed = () =>
    folderOf(
      oldExport({
        'assistants.json': [assistantIn('asst_a', { name: 'Theirs' }), assistantIn('asst_z', { created_at: THEN + 1 })],
        'threads/thread_old.json': oldThread({
          thread: {
            id: 'thread_old',
            object: 'thread',
            created_at: THEN + 9,
            metadata: { user: '8' },
            tool_resources: {},
          },
          messages: [messageIn('msg_z', 'Another question'), messageIn('msg_new', 'One more')],
          runs: [runIn('run_old', { metadata: { of: 'theirs' } })],
        }),
      }),
    )

  it('is kept as it is here, unless it was said otherwise, and what is new comes in', async () => {
    const store = await emptyStore()
    await importPath(store, await folderOf(oldExport()))
    const tally = await importPath(store, await changed())
    expect(tally.conflicts.map(({ id }) => id)).toEqual(['asst_a', 'thread_old', 'msg_z', 'run_old'])
    expect(leftBehind(tally)).toBeGreaterThan(0)
    expect(await store.assistants.get('asst_a')).toMatchObject({ name: 'Named asst_a' })
    expect((await store.messages.list('thread_old', ALL)).data.map(({ id }) => id)).toEqual([
      'msg_z',
      'msg_a',
      'msg_b',
      'msg_new',
    ])
  })

  it('is taken as it is there', async () => {
    const store = await emptyStore()
    await importPath(store, await folderOf(oldExport()))
    const take = { assistant: 'take', thread: 'take', message: 'take', run: 'take' } as const
    const tally = await importPath(store, await changed(), { choices: take })
    expect(outcomesOf(tally)).toContain('run taken: 1')
    expect(await store.assistants.get('asst_a')).toMatchObject({ name: 'Theirs' })
    expect(await store.threads.summary('thread_old')).toMatchObject({ preview: 'Another question' })
    expect(await store.runs.get('run_old')).toMatchObject({ metadata: { of: 'theirs' } })
    expect((await store.events.after('run_old', 0, 100)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('is copied under a new id, a thread with all that is in it, and once', async () => {
    const store = await emptyStore()
    await importPath(store, await folderOf(oldExport()))
    const path = await changed()
    const copy = { assistant: 'copy', thread: 'copy' } as const
    expect(outcomesOf(await importPath(store, path, { choices: copy }))).toEqual([
      'file same: 1',
      'assistant same: 1',
      'assistant copied: 1',
      'thread copied: 1',
      'message added: 2',
      'run added: 1',
      'step added: 1',
    ])
    const threads = (await store.threads.list(ALL)).data
    expect(threads).toHaveLength(2)
    const id = threads.find((thread) => thread.id !== 'thread_old')?.id ?? ''
    const [question] = (await store.messages.list(id, ALL)).data
    expect(question).toMatchObject({ thread_id: id, content: [{ text: { value: 'Another question' } }] })
    const [run] = (await store.runs.list(id, ALL)).data
    expect((await store.steps.all(run?.id ?? ''))[0]).toMatchObject({ thread_id: id, run_id: run?.id })
    await importPath(store, path, { choices: copy })
    expect((await store.threads.list(ALL)).data).toHaveLength(2)
  })
})

it('nothing is taken into another thread than it is in', async () => {
  const store = await emptyStore()
  await importPath(store, await folderOf(oldExport()))
  const own = { messages: [messageIn('msg_z', 'Mine now', { thread_id: 'thread_two' })], runs: [], files: {} }
  const thread = { id: 'thread_two', object: 'thread', created_at: THEN, metadata: {}, tool_resources: null }
  const path = await folderOf({ 'threads/thread_two.json': oldThread({ ...own, thread }) })
  const tally = await importPath(store, path, { choices: { message: 'take' } })
  expect(tally.items).toMatchObject([{ id: 'msg_z', reason: 'in_other_thread' }])
  expect(await store.messages.get('msg_z')).toMatchObject({ thread_id: 'thread_old' })
})

it('ends what was underway there, says how it stood, and leaves the thread free', async () => {
  const store = await emptyStore()
  const waiting = runIn('run_old', {
    status: 'requires_action',
    completed_at: null,
    expires_at: THEN + 611,
    usage: null,
    required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: [] } },
    steps: [stepIn('step_old', 'run_old', { status: 'in_progress', completed_at: null, expires_at: THEN + 611 })],
  })
  const tally = await importPath(
    store,
    await folderOf(oldExport({ 'threads/thread_old.json': oldThread({ runs: [waiting] }) })),
  )
  expect(tally.items.filter(({ reason }) => reason === 'was_underway').map(({ id, detail }) => [id, detail])).toEqual([
    ['run_old', 'requires_action'],
    ['step_old', 'in_progress'],
  ])
  expect(await store.runs.active('thread_old')).toBeUndefined()
  expect(await store.runs.get('run_old')).toMatchObject({ status: 'expired', expires_at: THEN + 611 })
  expect(await store.records.get('transfer.underway', 'thread_old')).toEqual({
    run_old: 'requires_action',
    step_old: 'in_progress',
  })
  expect((await store.events.after('run_old', 0, 100)).map(({ event }) => event)).toEqual([
    'thread.run.created',
    'thread.run.in_progress',
    'thread.run.step.created',
    'thread.run.requires_action',
    'thread.run.step.expired',
    'thread.run.expired',
  ])
})

it('tells what cannot be carried, what cannot work here, and what the source had lost already', async () => {
  const store = await emptyStore()
  const tools = [
    { type: 'code_interpreter' },
    { type: 'bing_grounding', bing_grounding: { connections: [] } },
    { type: 'function', function: { name: 'look_up' } },
  ]
  const files = oldExport({
    'assistants.json': [assistantIn('asst_a', { tools })],
    'threads/thread_old.json': oldThread({
      messages: [messageIn('msg_z', 'fine'), { id: 'msg_bad', content: 7 }, { text: 'no id' }],
      errors: [{ object: 'file', id: 'file-9', error: 'not_found_or_expired', detail: '404' }],
    }),
    'threads/broken.json': '{"export_schema": ',
  })
  const tally = await importPath(store, await folderOf(files))
  expect(tally.items.map(({ kind, id, reason, detail }) => [kind, id, reason, detail])).toEqual([
    ['file', 'file-9', 'missing_in_source', 'not_found_or_expired: 404'],
    ['message', '', 'no_id', null],
    ['thread', 'broken', 'unreadable', 'threads/broken.json is no JSON that can be read.'],
    ['message', 'msg_bad', 'unreadable', null],
    ['assistant', '', 'count_differs', 'manifest.json: 2; found: 1'],
    ['thread', '', 'count_differs', 'manifest.json: 1; found: 2'],
    ['file', 'file-1', 'file_content', 'a.txt'],
    ['assistant', 'asst_a', 'unknown_tool', 'bing_grounding'],
    ['assistant', 'asst_a', 'function_endpoint', 'look_up'],
  ])
  expect(await store.assistants.get('asst_a')).toMatchObject({ tools })
})

it('reads messages one a line, in any order, and makes up what they lack', async () => {
  const store = await emptyStore()
  const path = join(await temporaryFolder(), 'messages.ndjson')
  const lines = [
    {
      thread_id: 'thread_n',
      message_id: 'msg_2',
      role: 'assistant',
      assistant_id: 'asst_n',
      text: 'Second',
      created_at: THEN + 1,
    },
    { thread_id: 'thread_n', message_id: 'msg_1', role: 'user', text: 'First', created_at: '2023-11-14T22:13:20Z' },
    { thread_id: 'thread_m', role: 'user', text: 'Milliseconds', created_at: THEN * 1000 },
    { role: 'user', text: 'Whose?' },
    { thread_id: 'thread_m', role: 'system', text: 'No such role' },
  ]
  await writeFile(path, `${lines.map((line) => JSON.stringify(line)).join('\r\n')}\nnot json\n\n`)
  const tally = await importPath(store, path)
  expect(outcomesOf(tally)).toEqual(['thread added: 2', 'message added: 3', 'message left: 3'])
  expect(tally.items.map(({ id, reason }) => [id, reason])).toEqual([
    ['line 4', 'no_id'],
    ['line 5', 'unreadable'],
    ['line 6', 'unreadable'],
  ])
  const said = (await store.messages.list('thread_n', ALL)).data
  expect(said.map(({ id, created_at }) => [id, created_at])).toEqual([
    ['msg_1', THEN],
    ['msg_2', THEN + 1],
  ])
  expect(await store.threads.summary('thread_n')).toMatchObject({ preview: 'First', message_count: 2 })
  expect(outcomesOf(await importPath(store, path))).toContain('message same: 3')
})

it.each<[string, object]>([
  ['an id that leads elsewhere', { messages: [messageIn('../../msg', 'x')] }],
  ['a thread that leads elsewhere', { thread: { id: '../thread', object: 'thread', created_at: 1 } }],
  ['another thread', { messages: [messageIn('msg_1', 'x', { thread_id: 'thread_other' })] }],
  ['a role that there is not', { messages: [messageIn('msg_1', 'x', { role: 'system' })] }],
  ['a time in milliseconds', { messages: [messageIn('msg_1', 'x', { created_at: THEN * 1000 })] }],
  ['a time in words', { runs: [runIn('run_1', { completed_at: 'yesterday', steps: [] })] }],
  ['a status that there is not', { runs: [runIn('run_1', { status: 'dreaming' })] }],
  ['steps of another run', { runs: [runIn('run_1', { steps: [stepIn('step_1', 'run_2')] })] }],
  ['half a usage', { runs: [runIn('run_1', { usage: { total_tokens: 'many' }, steps: [] })] }],
])('%s is left behind, and stops nothing', async (_, wrong) => {
  const store = await emptyStore()
  const bad = oldThread({ messages: [], runs: [], files: {}, ...wrong })
  const files = { 'threads/a.json': bad, 'threads/b.json': otherThread('thread_two') }
  const tally = await importPath(store, await folderOf(files))
  expect(leftBehind(tally)).toBeGreaterThan(0)
  expect(await store.messages.get('msg_of_thread_two')).toBeDefined()
  expect(store.damaged()).toEqual([])
})

it('keeps calls of tools that are not known here, and what readers rely on of those that are', async () => {
  const store = await emptyStore()
  const tool_calls = [
    { id: 'call_1', type: 'mcp', name: 'look_up', arguments: '{}', output: 'found' },
    { id: 'call_2', type: 'code_interpreter', code_interpreter: { input: '1 + 1' } },
  ]
  const step = stepIn('step_old', 'run_old', { type: 'tool_calls', step_details: { type: 'tool_calls', tool_calls } })
  const thread = oldThread({ runs: [runIn('run_old', { steps: [step] })] })
  await importPath(store, await folderOf(oldExport({ 'threads/thread_old.json': thread })))
  expect((await store.steps.all('run_old'))[0]?.step_details).toEqual({
    type: 'tool_calls',
    tool_calls: [
      { ...tool_calls[0], mcp: {} },
      { ...tool_calls[1], code_interpreter: { input: '1 + 1', outputs: [] } },
    ],
  })
})
