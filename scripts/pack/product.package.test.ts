import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textPdf } from '@/lib/backend/parsing/testing/pdf-files'
import { ask } from '@/lib/server/testing/ask'
import { type RunningServer, startServer } from '@/lib/server/testing/start-server'
import { readManifest } from './manifest'
import { packProduct } from './product'
import { bytesIn, closureOf, filesIn, install, project } from './testing/install'

let folder: string
/** The installed package. */
let product: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'))
  await packProduct(project, join(folder, 'packed'))
  // Without its optional part.
  product = await install(join(folder, 'packed'), {
    into: join(folder, 'empty'),
    beside: ['libsql', 'quickjs-wasi', 'yauzl'],
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const command = () => join(product, 'bin/assistants-playground.mjs')

function run(...args: readonly string[]) {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production' } as const
  return spawnSync(process.execPath, [command(), ...args], { cwd: join(folder, 'empty'), env, encoding: 'utf8' })
}

test('weighs no more than 60 MB with what it cannot do without', () => {
  const { dependencies = {}, bundleDependencies } = readManifest(join(product, 'package.json'))
  const enclosed = new Set(bundleDependencies as readonly string[])
  const beside = closureOf(Object.keys(dependencies).filter((name) => !enclosed.has(name)))
  const bytes = [product, ...beside].reduce((sum, each) => sum + bytesIn(each), 0)
  expect(bytes).toBeLessThan(60_000_000)
})

test('knows of no place but its own, and of no commands that only a checkout has', () => {
  const texts = filesIn(product)
    .filter(({ name }) => /^(?:bin|server|messages|\.next)\b.*\.(?:m?js|json|html)$/.test(name))
    .map(({ name }) => ({ name, text: readFileSync(join(product, name), 'utf8') }))
  const root = project.replace(/\/$/, '')
  const telling = texts.filter(
    ({ text }) => text.includes(root) || /npm run (?:doctor|backup|transfer|move-database)/.test(text),
  )
  expect(telling.map(({ name }) => name)).toEqual([])
})

test('has the licences of what pages are made of, and of what that brought along', () => {
  const notices = readFileSync(join(product, 'THIRD-PARTY-NOTICES.md'), 'utf8')
  const names = [...notices.matchAll(/^## (\S+) \d/gm)].map(([, name]) => name)
  const some = ['react-dom', 'use-intl', '@tanstack/query-core', '@lezer/lr', '@fontsource-variable/jetbrains-mono']
  expect(names).toEqual(expect.arrayContaining(some))
})

test('says its version, its options, and which there are not', () => {
  const { version } = readManifest(join(project, 'package.json'))
  expect(run('--version').stdout).toBe(`${version}\n`)
  expect(run('--help').stdout).toContain('./data')
  const help = run('backup', '--help')
  expect([help.status, help.stdout]).toEqual([0, expect.stringContaining('backup [file] [--without-files]')])
  const wrong = run('--prot', '3000')
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('--help')])
})

const start = () =>
  startServer({
    pages: true,
    cwd: join(folder, 'empty'),
    args: [command(), '--port', '0', '--host', 'localhost'],
    // What it says of itself counts, not what a test has by default.
    dataDir: join(folder, 'empty', 'data'),
    env: { PORT: '1', DATA_DIR: '' },
  })

describe('in an empty folder', () => {
  let server: RunningServer
  let before: ReturnType<typeof filesIn>
  beforeAll(async () => {
    before = filesIn(product)
    server = await start()
  })
  afterAll(() => server.kill('SIGTERM'))

  const post = async (path: string, body: object | FormData) => {
    const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const init = { method: 'POST', ...(body instanceof FormData ? { body } : json) }
    return (await (await fetch(`${server.url}${path}`, init)).json()) as Record<string, unknown>
  }

  test('its data lies there', () => {
    expect(server.output()).toContain(`Data   ${join(folder, 'empty', 'data')}`)
  })

  test('it has pages with their scripts, and the viewer of shared files', async () => {
    const page = await ask(`${server.url}/embedded`, { headers: { accept: 'text/html' } })
    const [script] = /\/_next\/static\/[^"]+\.js/.exec(page.text) ?? []
    expect([page.status, script]).toEqual([200, expect.any(String)])
    expect((await ask(`${server.url}${script}`)).status).toBe(200)
    expect((await ask(`${server.url}/api/viewer`)).status).toBe(200)
    expect((await ask(`${server.url}/nowhere/at/all`)).status).toBe(404)
  })

  test('it runs, and reads PDFs', async () => {
    const assistant = await post('/v1/assistants', { model: 'scripted' })
    const thread = { messages: [{ role: 'user', content: 'hello' }] }
    const begun = await post('/v1/threads/runs', { assistant_id: assistant['id'], thread })
    const path = `/v1/threads/${String(begun['thread_id'])}/runs/${String(begun['id'])}`
    await expect.poll(async () => (await ask(`${server.url}${path}`)).text).toContain('"status":"completed"')

    const form = new FormData()
    form.set('purpose', 'assistants')
    form.set('file', new File([new Uint8Array(textPdf('Reset a password', 'page two'))], 'two.pdf'))
    const file = await post('/v1/files', form)
    const store = await post('/v1/vector_stores', { file_ids: [file['id']] })
    const files = `${server.url}/v1/vector_stores/${String(store['id'])}/files`
    await expect.poll(async () => (await ask(files)).text).toContain('"status":"completed"')
  })

  test('ended, its data is examined by the doctor, which says what is missing and how to add it', async () => {
    expect((await server.kill('SIGTERM')).code).toBe(0)
    const { status, stdout } = run('doctor')
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/Pyodide, which is not installed.*npm install pyodide@\d/),
    ])
  })

  test('it wrote nothing into its package, so that it may belong to somebody else', () => {
    expect(filesIn(product)).toEqual(before)
  })
})
