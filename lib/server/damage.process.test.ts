import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import { failedStart, type RunningServer, startServer } from './testing/start-server'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sound = join(root, 'lib/backend/store/testing/folders/0002-records/playground.db')

let folder: string
let dataDir: string
let file: string
let server: RunningServer | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-damage-'))
  dataDir = join(folder, 'data')
  file = join(dataDir, 'playground.db')
  await mkdir(dataDir)
  await copyFile(sound, file)
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Has one answer of the database, and changes it in between. */
function change(...statements: readonly string[]) {
  const database = new Libsql(file)
  for (const statement of statements) database.exec(statement)
  database.close()
}

/** Of a copy: a prepared statement keeps its file open until it is collected, and a server starts beside nobody. */
function oneOf(query: string): string {
  const copy = join(folder, `${randomUUID()}.db`)
  copyFileSync(file, copy)
  const database = new Libsql(copy)
  const row = database.prepare(query).get() as { readonly id: string }
  database.close()
  return row.id
}

function script(name: 'doctor' | 'backup', ...args: readonly string[]) {
  const command = [join(root, 'scripts/run-program.mjs'), `lib/server/doctor/${name}.program`, ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir },
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

const get = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${server?.url}${path}`, init)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const post = (path: string) =>
  get(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })

describe('rows that hold no object', () => {
  test('stop neither the start nor a list, and are told; a run whose log is hurt ends in words; doctor sets them aside', async () => {
    const thread = oneOf('select id from threads order by position limit 1')
    const run = oneOf("select id from runs where status = 'requires_action'")
    const answering = oneOf("select id from runs where status = 'completed' order by position limit 1")
    change(
      `update threads set document = cast(x'7bff' as text) where id = '${thread}'`,
      `update events set events = 'null' where run_id = '${run}' and first_seq = (
        select max(first_seq) from events where run_id = '${run}')`,
      `update events set events = 'null' where run_id = '${answering}'`,
      `update runs set status = 'in_progress', expires_ms = (strftime('%s') + 600) * 1000, document = json_set(document, '$.status', 'in_progress')
        where id = '${answering}'`,
    )
    server = await startServer({ dataDir })
    const started = server
    await expect.poll(() => started.output()).toMatch(new RegExp(`table events, ${run}, events .*npm run doctor`))
    expect((await get('/v1/threads')).body['data']).toHaveLength(4)
    expect(await get(`/v1/threads/${thread}`)).toMatchObject({
      status: 500,
      body: { error: { code: 'object_damaged' } },
    })
    const summary = await get(`/api/connections/embedded/runs/${answering}`)
    expect(summary.body).toMatchObject({
      run: { status: 'failed', last_error: { message: expect.stringContaining('damaged') as string } },
    })
    const damaged = (await get('/api/connections/embedded/damaged')).body['data']
    expect(damaged).toContainEqual(expect.objectContaining({ table: 'events', id: run, reason: 'wrong_json' }))
    expect(damaged).toContainEqual({ table: 'threads', id: thread, reason: 'no_json' })
    expect(script('doctor')).toMatchObject({ status: 1, output: expect.stringContaining('in use') as string })
    await server.stop()
    server = undefined

    const found = script('doctor')
    expect(found).toMatchObject({ status: 1, output: expect.stringContaining(`table threads, ${thread}`) as string })
    expect(script('doctor', '--repair')).toMatchObject({ status: 0 })
    server = await startServer({ dataDir })
    expect((await get('/v1/threads')).body['data']).toHaveLength(5)
    expect(await get(`/v1/threads/${thread}/messages`)).toMatchObject({ status: 200 })
    expect(oneOf(`select hex(document) as id from damaged where table_name = 'threads'`)).toBe('7BFF')
  }, 120_000)
})

test('columns that hold what cannot be, and rows without what they belong to, stop nothing; doctor mends them', async () => {
  const [thread, other] = [0, 1].map((n) => oneOf(`select id from threads order by position limit 1 offset ${n}`))
  const [run, waiting] = ['completed', 'requires_action'].map((status) =>
    oneOf(`select id from runs where status = '${status}' order by position limit 1`),
  )
  const message = oneOf(`select id from messages where role = 'user' order by position limit 1`)
  server = await startServer({ dataDir })
  await server.stop()
  change(
    'pragma foreign_keys = off',
    `update threads set position = 'banana' where id = '${thread}'`,
    `update threads set last_activity_ms = cast(x'62ff' as text) where id = '${other}'`,
    `update runs set status = 'banana', tokens = 'many' where id = '${run}'`,
    `update runs set expires_ms = 'never' where id = '${waiting}'`,
    `update messages set thread_id = 'thread_gone' where id = (select id from messages order by position desc limit 1)`,
    `insert into labels (connection_id, kind, object_id, thread_id, folded, label)
       values ('embedded', 'thread', 'thread_gone', 'thread_gone', 'old', 'Old')`,
    `update events set last_seq = 999999, at_ms = 'never' where run_id = '${waiting}' and first_seq = 1`,
    `insert into records (connection_id, kind, id, owner, position, document)
       values ('embedded', 'step_note', 'step_lost', '${thread}', 1, '[]'), ('embedded', 'k', 'r', '${thread}', 'first', '{}')`,
    `insert into answers (connection_id, request, key, fingerprint, expires_ms, object_id, thread_id, document)
       values ('embedded', 'POST /v1/threads', 'k', 'f', 8000000000000000, '', null, '7')`,
    `insert into message_texts (connection_id, message_id, version, number, texts)
       values ('embedded', 'msg_gone', 1, 0, '[[0,"lost"]]'), ('embedded', '${message}', 2, 1, '[[0,"half"]]')`,
    `update messages set texts_version = 2, texts_bytes = 9 where id = '${message}'`,
  )
  server = await startServer({ dataDir })
  expect(server.output()).toContain(`table threads, ${thread} (a column`)
  expect(await post('/v1/threads')).toMatchObject({ status: 200 })
  expect((await get('/v1/threads')).body).toMatchObject({ data: { length: 5 }, has_more: false })
  const damaged = { status: 500, body: { error: { code: 'object_damaged' } } }
  expect(await get(`/v1/threads/${thread}`)).toMatchObject(damaged)
  for (const id of [run, waiting]) expect(await get(`/api/connections/embedded/runs/${id}`)).toMatchObject(damaged)
  for (const path of ['threads', 'threads?sort=created', 'runs', 'runs?sort=tokens', 'labels?kind=thread'])
    expect(await get(`/api/connections/embedded/${path}`)).toMatchObject({ status: 200 })
  expect((await get('/api/connections/embedded/labels?kind=thread')).body['data']).toEqual([])
  await server.stop()

  const found = script('doctor')
  expect(found.status).toBe(1)
  for (const id of [thread, other, run, waiting]) expect(found.output).toContain(`${id}: has columns`)
  expect(found.output.match(/belongs to what is not there/g)).toHaveLength(3)
  expect(found.output).toContain(`table events, ${waiting}, from event 1: has columns`)
  expect(found.output).toContain('table records, k r: has columns')
  for (const row of ['records, step_note step_lost', 'answers, POST /v1/threads k', `messages, ${message}`])
    expect(found.output).toContain(`table ${row}: holds no object`)
  expect(script('doctor', '--repair')).toMatchObject({ status: 0 })
  expect(script('doctor')).toMatchObject({ status: 0, output: expect.stringContaining('in order') as string })
  server = await startServer({ dataDir })
  expect((await get('/v1/threads')).body).toMatchObject({ data: { length: 6 } })
  expect(await get(`/api/connections/embedded/runs/${run}`)).toMatchObject({ body: { run: { status: 'completed' } } })
  expect(oneOf(`select max(document) || min(document) as id from damaged where table_name = 'message_texts'`)).toBe(
    '[[0,"lost"]][[0,"half"]]',
  )
}, 120_000)

describe('a file that is damaged', () => {
  test('ends the start in words', async () => {
    const handle = await open(file, 'r+')
    for (let at = 4096; at < (await handle.stat()).size; at += 4096)
      await handle.write(Buffer.alloc(64, 0xff), 0, 64, at)
    await handle.close()
    const { code, output } = await failedStart({ dataDir })
    expect(output).toMatch(/^The database .* is damaged, .*npm run doctor.*$/m)
    expect(code).toBe(1)
    expect(script('doctor')).toMatchObject({ status: 1, output: expect.stringContaining('is damaged') as string })
  })

  test('that is empty is not taken for a new one', async () => {
    await writeFile(file, '')
    const { code, output } = await failedStart({ dataDir })
    expect(output).toMatch(/^The database .* is empty\. Put back a backup, or remove the file to start empty\.\n$/)
    expect(code).toBe(1)
    expect((await stat(file)).size).toBe(0)
  })
})

describe('a file taken away under the server', () => {
  const refusal = () =>
    askUntil(
      () => post('/v1/threads'),
      ({ status }) => status !== 200,
    )

  test.skipIf(process.platform === 'win32').each([
    ['deleted', () => rm(file)],
    ['its log deleted', () => rm(`${file}-wal`)],
    ['copied over', () => copyFile(sound, file)],
    ['cut off', () => truncate(file, 0)],
  ])('%s: writes are refused, and the operator is told once; the end is a line', async (what, take) => {
    server = await startServer({ dataDir })
    await take()
    expect(await refusal()).toMatchObject({ status: 503, body: { error: { code: 'store_lost' } } })
    // Of a file that was cut off only what is in memory can be read.
    if (what !== 'cut off') expect((await get('/api/connections')).status).toBe(200)
    expect(server.output().match(/was deleted or replaced/g)).toHaveLength(1)
    const told = server.output()
    await server.stop()
    const end = server.output().slice(told.length)
    server = undefined
    expect(end.match(/could not be noted/g)).toHaveLength(1)
    expect(end).not.toMatch(/^\s+at |unhandledRejection/m)
  })
})

test('a backup is made while the server runs, and restored beside what was there', async () => {
  server = await startServer({ dataDir })
  const backup = join(dataDir, 'kept.db')
  const made = script('backup', backup)
  expect(made).toMatchObject({ status: 0, output: expect.stringMatching(/kept\.db, \d+ bytes, checked/) as string })
  if (process.platform !== 'win32') expect((await stat(backup)).mode & 0o777).toBe(0o600)
  expect(script('backup', backup)).toMatchObject({ status: 1, output: expect.stringContaining('already') as string })
  await post('/v1/threads')
  await server.stop()
  expect(script('doctor', '--restore', backup)).toMatchObject({ status: 0 })
  expect((await readdir(dataDir)).some((name) => /^playground-before-.*\.db$/.test(name))).toBe(true)
  server = await startServer({ dataDir })
  expect((await get('/v1/threads')).body['data']).toHaveLength(5)
}, 120_000)
