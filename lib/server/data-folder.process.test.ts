// Whose the data folder is: one process's, and one user's.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Libsql from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { failedStart, startServer } from './testing/start-server'

const root = fileURLToPath(new URL('../..', import.meta.url))
const earlier = fileURLToPath(new URL('../backend/store/testing/folders/0006-lists', import.meta.url))

/** Two connections, each with a run that waits; their time is not over yet. */
function copyEarlier(dataDir: string) {
  cpSync(earlier, dataDir, { recursive: true, filter: (path) => !/\.(?:json|md)$/.test(path) })
  const later = Math.floor(Date.now() / 1000) + 600
  for (const place of ['.', 'connections/appbuilder']) {
    const database = new Libsql(join(dataDir, place, 'playground.db'))
    const waiting = `select id from runs where status = 'requires_action'`
    const was = `'"expires_at":' || (select expires_ms / 1000 from runs where id in (${waiting}))`
    for (const [table, column, owner] of [
      ['events', 'events', 'run_id'],
      ['runs', 'document', 'id'],
    ])
      database.exec(
        `update ${table} set ${column} = replace(${column}, ${was}, '"expires_at":${later}') where ${owner} in (${waiting})`,
      )
    database.exec(`update runs set expires_ms = ${later}000 where id in (${waiting})`)
    database.close()
  }
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-folder-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// Windows does not let a file be removed that is held.
test.skipIf(process.platform === 'win32')('a lock that was removed lets nobody in', async () => {
  const dataDir = join(folder, 'held')
  const first = await startServer({ dataDir })
  for (const removed of [['lock.db'], ['server.pid'], []]) {
    for (const name of removed) rmSync(join(dataDir, name))
    const { code, output } = await failedStart({ dataDir })
    expect(output.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^The data folder .*held is in use by another/),
    ])
    expect(code).toBe(1)
  }
  await first.kill('SIGKILL')
  expect(readdirSync(dataDir)).toContain('playground.db-open')
  expect((await (await startServer({ dataDir })).stop()).code).toBe(0)
  expect(readdirSync(dataDir), 'it was closed in order').not.toContain('playground.db-open')
})

const pathsIn = (dataDir: string) => [
  dataDir,
  ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name)),
]
const openToOthers = (dataDir: string) => pathsIn(dataDir).filter((path) => (statSync(path).mode & 0o077) !== 0)

const env = {
  ACCESS_TOKEN: 'a-long-enough-secret',
  APPBUILDER_TOKEN: 'a-key',
  APPBUILDER_GATEWAY: 'http://127.0.0.1:9',
}

const hasModes = process.platform !== 'win32'

test('nobody else reads a new data folder, and nothing goes to the folder of temporary files', async () => {
  const dataDir = join(folder, 'new')
  const shared = join(folder, 'tmp')
  for (const path of [dataDir, shared]) mkdirSync(path)
  const theirs = join(dataDir, 'notes.txt')
  writeFileSync(theirs, '', { mode: 0o644 })
  const server = await startServer({ dataDir, env: { ...env, TMPDIR: shared, TEMP: shared, TMP: shared } })
  expect(readdirSync(dataDir)).toEqual(
    expect.arrayContaining(['lock.db', 'playground.db', 'playground.db-wal', 'server.pid', 'session.key']),
  )
  const keepsModes = () =>
    hasModes && expect(openToOthers(dataDir), 'but what somebody else has put there').toEqual([theirs])
  keepsModes()
  expect(server.output()).not.toContain('Warning')
  await server.stop()
  keepsModes()
  expect(readdirSync(shared)).toEqual([])
})

test('nothing is loaded from the folder of temporary files, where others may have put code', async () => {
  const shared = join(folder, 'planted')
  mkdirSync(shared)
  const places = { TMPDIR: shared, TEMP: shared, TMP: shared }
  const dataDir = join(folder, 'beside-planted')
  const ran = (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', ...places, DATA_DIR: dataDir, ...more }
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' })
    return { status, output: stdout + stderr }
  }
  await (await startServer({ dataDir })).stop()
  // What a transpiler and Node's own cache would find there, with somebody else's code in place of ours.
  const cache = { NODE_COMPILE_CACHE: join(shared, 'node-compile-cache') }
  // Of what server and doctor have in common: all of either takes seconds to transpile.
  ran(['--import', 'tsx', 'lib/server/environment.ts'], cache)
  const planted = readdirSync(shared, { recursive: true, encoding: 'utf8' })
    .map((name) => join(shared, name))
    .filter((path) => statSync(path).isFile())
  expect(planted.length).toBeGreaterThan(0)
  const theirs = 'console.log("Theirs."); process.exit(99)'
  for (const path of planted) writeFileSync(path, JSON.stringify({ code: theirs, map: null, warnings: [] }))

  const server = await startServer({ dataDir, env: places })
  expect(server.output()).not.toContain('Theirs.')
  expect((await server.stop()).code).toBe(0)
  const doctor = ran(['scripts/run-program.mjs', 'lib/server/doctor/doctor.program'])
  expect(doctor).toMatchObject({
    status: 0,
    output: expect.stringMatching(/is in order[^]*The code interpreter (?:runs|cannot run)/) as string,
  })
})

interface Listed {
  readonly data: readonly { readonly run: Run }[]
}

const authorized = { headers: { authorization: `Bearer ${env.ACCESS_TOKEN}` } }

test('a folder of an earlier version: nobody else reads it, both connections are there, runs that wait go on', async () => {
  const dataDir = join(folder, 'earlier')
  copyEarlier(dataDir)
  for (const path of pathsIn(dataDir)) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644)
  const server = await startServer({ dataDir, env })
  if (hasModes) expect(openToOthers(dataDir)).toEqual([])
  const { url } = server
  const get = async (path: string) => (await (await fetch(url + path, authorized)).json()) as Listed
  for (const [connection, threads] of [
    ['embedded', 5],
    ['appbuilder', 4],
  ] as const) {
    expect((await get(`/api/connections/${connection}/threads`)).data).toHaveLength(threads)
    const waiting = await get(`/api/connections/${connection}/runs?status=requires_action`)
    expect(waiting.data).toHaveLength(1)
  }
  expect(server.output().match(/What was kept of appbuilder is in .*playground\.db/g)).toHaveLength(1)

  const { run } = (await get('/api/connections/embedded/runs?status=requires_action')).data[0]!
  const path = `/v1/threads/${run.thread_id}/runs/${run.id}`
  const [call] = run.required_action?.submit_tool_outputs.tool_calls ?? []
  const body = JSON.stringify({ tool_outputs: [{ tool_call_id: call?.id, output: '26 degrees' }] })
  const headers = { ...authorized.headers, 'content-type': 'application/json' }
  expect((await fetch(`${url}${path}/submit_tool_outputs`, { method: 'POST', headers, body })).status).toBe(200)
  const now = async () => ((await (await fetch(url + path, authorized)).json()) as Run).status
  await expect.poll(now, { timeout: 20_000 }).toBe('completed')
  await server.stop()
  if (hasModes) expect(openToOthers(dataDir)).toEqual([])

  const without = await startServer({ dataDir })
  expect(without.output()).not.toContain('What was kept')
  await without.stop()
})
