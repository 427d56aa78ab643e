import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from './testing/ask'
import { type Exit, failedStart, type RunningServer, startServer } from './testing/start-server'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-start-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** One line, and nothing of where it was thrown. */
function expectOneLine({ code, output }: Exit, line: RegExp) {
  expect(output.trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
  expect(code).toBe(1)
}

describe('beside a running server', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  test('it says where it is, where the data lies and what answers', () => {
    expect(server.output()).toContain(server.dataDir)
    expect(server.output()).toMatch(/^ {2}Model +scripted stand-in/m)
    expect(server.output()).toMatch(/^Ready on http:\/\/127\.0\.0\.1:\d+ after \d+\.\d s\.$/m)
  })

  test('its port is taken', async () => {
    const { port } = new URL(server.url)
    expectOneLine(await failedStart({ env: { PORT: port } }), /^Port \d+ on 127\.0\.0\.1 is taken: .*PORT/)
  })

  test('its data folder is in use', async () => {
    const exit = await failedStart({ dataDir: server.dataDir })
    expectOneLine(exit, /^The data folder .* is in use by another playground \(process \d+\)\.$/)
    expect(exit.output).toContain(`process ${server.pid}`)
  })
})

test('without pages the wire answers, and what a browser opens is told why there is nothing', async () => {
  const server = await startServer({ env: { PAGES: 'off' } })
  expect(server.output()).toMatch(/^ {2}Pages +off/m)
  expect((await ask(`${server.url}/v1/models`)).status).toBe(200)
  expect((await ask(`${server.url}/api/connections`)).status).toBe(200)
  const page = await ask(`${server.url}/embedded`, { headers: { accept: 'text/html' } })
  expect([page.status, page.text]).toEqual([404, expect.stringContaining('PAGES')])
  await server.stop()
})

test('a data folder of a process that was killed is free', async () => {
  const dataDir = join(folder, 'killed')
  const first = await startServer({ dataDir })
  await first.kill('SIGKILL')
  const second = await startServer({ dataDir })
  expect((await second.stop()).code).toBe(0)
})

test('a data folder that cannot be written to', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  expectOneLine(
    await failedStart({ dataDir: join(file, 'data') }),
    /^The data folder .* cannot be written to .*DATA_DIR/,
  )
})

test.skipIf(process.platform !== 'linux')('a data folder where there can be no folders', async () => {
  expectOneLine(
    await failedStart({ dataDir: '/proc/playground' }),
    /^The data folder \/proc\/playground cannot be written to .*DATA_DIR/,
  )
})

test.each([
  [{ PORT: 'three thousand' }, /^PORT must be a whole number/],
  [{ MODEL_BASE_URL: 'localhost' }, /^MODEL_BASE_URL must be an http/],
  [{ ACCESS_TOKEN: 'short' }, /^ACCESS_TOKEN must have at least 16/],
  [{ HOST: '0.0.0.0' }, /^HOST is 0\.0\.0\.0, which others can reach: set ACCESS_TOKEN/],
  [
    { HOST: '192.0.2.1', ACCESS_TOKEN: 'a-long-enough-secret' },
    /^HOST 192\.0\.2\.1 is not an address of this machine\.$/,
  ],
])('%j', async (env, line) => expectOneLine(await failedStart({ env }), line))

test('a Node that is too old', () => {
  const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))
  const versions = "Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })"
  const old = `data:text/javascript,${encodeURIComponent(versions)}`
  const { status, stderr } = spawnSync(process.execPath, ['--import', old, script], { encoding: 'utf8' })
  expectOneLine({ code: status, signal: null, output: stderr }, /^Assistants Playground needs Node 20\.9 or newer/)
})
