// Moving in and out as a user does: the command, a real server, a kill in the middle.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askUntil } from '@/lib/backend/testing/ask-until'
import type { Transfer } from '@/lib/protocol/transfer'
import { assistantIn, folderOf, messageIn, oldExport, oldThread } from '@/lib/backend/transfer/testing/bundles'
import { startServer } from '@/lib/server/testing/start-server'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Each command is a process of its own. */
const PATIENCE = { timeout: 120_000 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-command-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function transfer(words: readonly string[], env: Readonly<Record<string, string>>) {
  const script = join(root, 'scripts/run-program.mjs')
  const args = [script, 'lib/server/transfer/transfer.program', ...words]
  const { PATH, HOME, NODE_ENV, SystemRoot } = process.env
  const variables = { PATH, HOME, NODE_ENV, SystemRoot, ...env }
  const child = spawn(process.execPath, args, { cwd: root, env: variables, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

/** Of the import that is interrupted. */
const THREADS = 50

/** Nothing in it that could be left behind. */
const plain = () =>
  oldExport({
    'assistants.json': [assistantIn('asst_a'), assistantIn('asst_z')],
    'threads/thread_old.json': oldThread({ files: {}, messages: [messageIn('msg_z', 'The first question')], runs: [] }),
  })

test('a stopped server’s data folder takes an export, and its thread goes on under its old id', PATIENCE, async () => {
  const dataDir = join(folder, 'stopped')
  const source = await folderOf(plain())
  const dry = await transfer(['import', source, '--dry-run'], { DATA_DIR: dataDir })
  expect(dry.code).toBe(0)
  expect(dry.output).toMatch(/^A dry run: nothing was written\.[^]*message: 1 added/m)
  expect(await transfer(['import', source], { DATA_DIR: dataDir })).toMatchObject({ code: 0 })

  const server = await startServer({ dataDir })
  try {
    expect(await transfer(['import', source], { DATA_DIR: dataDir })).toMatchObject({
      code: 1,
      output: expect.stringContaining('in use by another playground') as string,
    })
    const client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'none' })
    const messages = client.beta.threads.messages
    expect((await messages.list('thread_old')).data.map(({ id }) => id)).toEqual(['msg_z'])
    await messages.create('thread_old', { role: 'user', content: 'And now?' })
    const run = await client.beta.threads.runs.createAndPoll(
      'thread_old',
      { assistant_id: 'asst_a' },
      { pollIntervalMs: 50 },
    )
    expect(run.status).toBe('completed')
    expect((await messages.list('thread_old')).data).toHaveLength(3)
  } finally {
    await server.stop()
  }
})

test('through a running server the same, in and out, and what is left behind is listed', PATIENCE, async () => {
  const server = await startServer({ env: { ACCESS_TOKEN: 'correct-horse-battery' } })
  const env = { BASE_URL: server.url, ACCESS_TOKEN: 'correct-horse-battery' }
  try {
    const report = join(folder, 'report.json')
    const left = await transfer(['import', await folderOf(oldExport()), '--report', report], env)
    expect(left.code).toBe(1)
    expect(left.output).toContain('file file-1: only what describes the file was carried')
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ counts: { run: { added: 1 } } })
    const out = join(folder, 'out')
    expect(await transfer(['export', out, '--threads', 'thread_old'], env)).toMatchObject({ code: 0 })
    expect((await readdir(out, { recursive: true })).toSorted()).toContain(join('threads', 'thread_old.json'))
    expect(await transfer(['export', out], env)).toEqual({
      code: 1,
      output: `${out} is not empty: name a folder that is new or empty.\n`,
    })
    expect(await transfer(['import', out], { ...env, ACCESS_TOKEN: 'a-wrong-token-it-is' })).toMatchObject({
      code: 1,
      output: expect.stringContaining('API key') as string,
    })
  } finally {
    await server.stop()
  }
})

test('says how it is used, and what is not there', PATIENCE, async () => {
  expect((await transfer(['import', 'x', '--on-conflict', 'steal'], {})).output).toContain('keep, take, copy')
  const nothing = await transfer(['import', join(folder, 'nowhere')], { DATA_DIR: join(folder, 'empty') })
  expect(nothing).toMatchObject({ code: 1, output: expect.stringContaining('nothing to read') as string })
})

test(
  'killed in the middle of an import, a server has what it had said, and goes on',
  { timeout: 120_000 },
  async () => {
    const count = 2_500
    const dataDir = join(folder, 'killed')
    const lines = Array.from({ length: count }, (_, n) =>
      JSON.stringify({
        thread_id: `thread_${n % THREADS}`,
        message_id: `msg_${n}`,
        role: 'user',
        text: `No. ${n}`,
        created_at: n,
      }),
    )
    const file = join(folder, 'messages.ndjson')
    await writeFile(file, lines.join('\n'))
    const first = await startServer({ dataDir })
    const body = new FormData()
    body.append('file', new File([await readFile(file)], 'messages.ndjson'))
    const sent = await ask(first.url, '', { method: 'POST', body })
    await until(first.url, sent.id, ({ status }) => status === 'checked')
    await ask(first.url, `/${sent.id}/import`, { method: 'POST' })
    const halfway = await until(first.url, sent.id, ({ progress }) => progress.done > 200)
    await first.kill('SIGKILL')

    const second = await startServer({ dataDir })
    try {
      const found = await ask(second.url, `/${sent.id}`)
      expect(found.status, halfway.status).toBe('stopped')
      await ask(second.url, `/${sent.id}/import`, { method: 'POST' })
      const done = await until(second.url, sent.id, ({ status }) => status !== 'importing')
      expect(done.imported?.counts).toMatchObject({ thread: { added: THREADS }, message: { added: count } })
      const index = (await (await fetch(`${second.url}/api/connections/embedded/threads/thread_7`)).json()) as object
      expect(index).toMatchObject({ message_count: count / THREADS, preview: 'No. 7' })
    } finally {
      await second.stop()
    }
  },
)

async function ask(url: string, path: string, init?: RequestInit): Promise<Transfer> {
  const response = await fetch(`${url}/api/transfers${path}`, init)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Transfer
}

const until = (url: string, id: string, isSo: (transfer: Transfer) => boolean): Promise<Transfer> =>
  askUntil(
    () => ask(url, `/${id}`),
    (now) => isSo(now) || now.status === 'failed',
  )
