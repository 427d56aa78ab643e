// Reasons that nobody writes a sentence for in advance: the start ends with a line all the same, and never stays behind
// as a process that answers 503.
import { cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'libsql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { isTerminal } from '@/lib/run/machine'
import { recordBuild } from './build-record'
import { pagesFingerprint } from './fingerprint.mjs'
import { ask } from './testing/ask'
import { type Exit, failedStart, startServer } from './testing/start-server'

const project = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-failure-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** One line at the end, and nothing of where it was thrown. */
function expectLastLine({ code, output }: Exit, line: RegExp) {
  expect(output.trimEnd().split('\n').at(-1)).toMatch(line)
  expect(output).not.toMatch(/^\s+at /m)
  expect(code).toBe(1)
}

test.each(['MODEL_BASE_URL', 'APPBUILDER_GATEWAY'])('a password in %s', async (name) => {
  const env = { [name]: 'http://me:my-secret@127.0.0.1:9/v1', APPBUILDER_TOKEN: 'a-key' }
  const exit = await failedStart({ env })
  expectLastLine(exit, new RegExp(`^${name} must have no user name or password in it`))
  expect(exit.output).not.toContain('my-secret')
})

test('a data folder that is a file', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  expectLastLine(await failedStart({ dataDir: file }), /^The data folder .*a-file cannot be written to/)
})

test('a damaged database that the AppBuilder connection had of its own, and a start without the connection', async () => {
  const dataDir = join(folder, 'connections')
  mkdirSync(join(dataDir, 'connections/appbuilder'), { recursive: true })
  writeFileSync(join(dataDir, 'connections/appbuilder/playground.db'), 'Dear diary')
  const exit = await failedStart({ dataDir, env: { APPBUILDER_TOKEN: 'a-key' } })
  expectLastLine(exit, /^The database .*appbuilder.* is damaged, so it cannot be moved\. .*npm run doctor/)
  expect(leftOpen(dataDir)).toEqual([])
  const server = await startServer({ dataDir })
  expect(server.output()).toMatch(/^The database .*appbuilder.* is damaged/m)
  await server.stop()
})

test('a store that takes no writes stops no start: the run that was underway waits until it does', async () => {
  const dataDir = join(folder, 'no-writes')
  const server = await startServer({ dataDir, env: { SCRIPTED_PACE_MS: '1000' } })
  const assistant = { model: 'scenario/long-answer' }
  const { id } = JSON.parse((await post(`${server.url}/v1/assistants`, assistant)).text) as { id: string }
  const thread = { messages: [{ role: 'user', content: 'Tell me all of it.' }] }
  const body = { assistant_id: id, thread }
  const run = JSON.parse((await post(`${server.url}/v1/threads/runs`, body)).text) as Run
  await server.kill('SIGKILL')
  execute(dataDir, "create trigger full before update on runs begin select raise(abort, 'no room'); end")

  const next = await startServer({ dataDir })
  const path = `${next.url}/v1/threads/${run.thread_id}/runs/${run.id}`
  const now = async () => JSON.parse((await ask(path)).text) as Run
  await expect.poll(() => next.output()).toContain(`Run ${run.id} could not be recovered.`)
  expect(isTerminal((await now()).status)).toBe(false)
  execute(dataDir, 'drop trigger full')
  await expect.poll(async () => (await now()).status, { timeout: 20_000 }).toBe('completed')
  await next.kill('SIGTERM')
})

function execute(dataDir: string, sql: string) {
  const database = new Database(join(dataDir, 'playground.db'))
  database.exec(sql)
  database.close()
}

test('pages that cannot be loaded', async () => {
  const root = join(folder, 'checkout')
  copyOfTheProject(root)
  // Recorded as whole, so it is not built again.
  mkdirSync(join(root, '.next'))
  recordBuild(root, pagesFingerprint(root))
  const dataDir = join(folder, 'no-pages')
  const exit = await failedStart({ pages: true, dataDir, args: [join(root, 'scripts/start.mjs')] })
  expectLastLine(exit, /^The server cannot start: .*build/)
  expect(leftOpen(dataDir)).toEqual([])
})

test.skipIf(process.platform === 'win32')('too few descriptors', async () => {
  const exit = await failedStart(limitedTo(64))
  expect(exit.output.trimEnd().split('\n')).toEqual([expect.stringMatching(/^This process may have 64 files open/)])
  expect(exit.code).toBe(1)
})

test.skipIf(process.platform === 'win32')('connections beyond the descriptors are refused in a line', async () => {
  const server = await startServer(limitedTo(128))
  const { port } = new URL(server.url)
  const sockets = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1'))
  const ends = sockets.map(
    (socket) => new Promise<void>((resolve) => socket.on('error', () => undefined).once('close', () => resolve())),
  )
  await Promise.race(ends)
  const seen = () => server.output().match(/^Connections are refused: .*$/gm)
  await expect.poll(seen).toHaveLength(1)
  for (const socket of sockets) socket.destroy()
  await Promise.all(ends)
  const answer = async () => (await ask(`${server.url}/v1/models`).catch(() => ({ status: 0 }))).status
  await expect.poll(answer).toBe(200)
  expect(server.output()).not.toMatch(/EMFILE|^\s+at /m)
  expect((await server.stop()).code).toBe(0)
})

const limitedTo = (files: number) => ({
  program: 'sh',
  args: ['-c', `ulimit -n ${files}; exec '${process.execPath}' '${join(project, 'scripts/start.mjs')}'`],
})

function post(url: string, body: object) {
  return ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

/** What a process leaves in its data folder that did not close it: its number, and writes beside the database. */
const leftOpen = (dataDir: string) =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name === 'server.pid' || (name.endsWith('-wal') && statSync(join(dataDir, name)).size > 0),
  )

/** All that a start reads, without a build of the pages. What is compiled already is the same for it. */
function copyOfTheProject(root: string) {
  const linked = ['app', 'components', 'lib', 'messages', 'public', 'node_modules', '.server']
  const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'next.config.mjs', 'postcss.config.mjs']
  mkdirSync(root)
  for (const name of linked) symlinkSync(join(project, name), join(root, name), 'junction')
  // Which folder it starts in is told by where its script lies.
  for (const name of ['scripts/start.mjs', ...files, 'tailwind.config.ts'])
    cpSync(join(project, name), join(root, name))
}
