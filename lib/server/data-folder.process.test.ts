// Whose the data folder is: one process's, and one user's.
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failedStart, startServer } from './testing/start-server'

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
  expect((await (await startServer({ dataDir })).stop()).code).toBe(0)
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

test.skipIf(process.platform === 'win32').each(['new', 'of an earlier version'])(
  'nobody else reads a data folder that is %s',
  async (age) => {
    const dataDir = join(folder, age)
    if (age !== 'new') {
      await (await startServer({ dataDir, env })).stop()
      for (const path of pathsIn(dataDir)) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644)
    }
    const server = await startServer({ dataDir, env })
    expect(readdirSync(dataDir)).toEqual(
      expect.arrayContaining([
        'connections',
        'lock.db',
        'playground.db',
        'playground.db-wal',
        'server.pid',
        'session.key',
      ]),
    )
    expect(openToOthers(dataDir)).toEqual([])
    expect(server.output()).not.toContain('Warning')
    await server.stop()
    expect(openToOthers(dataDir)).toEqual([])
  },
)

test.skipIf(process.platform === 'win32')('what somebody else has put into the folder keeps its mode', async () => {
  const dataDir = join(folder, 'shared')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'notes.txt'), '', { mode: 0o644 })
  await (await startServer({ dataDir })).stop()
  expect(openToOthers(dataDir)).toEqual([join(dataDir, 'notes.txt')])
})

test('nothing is read from, or written to, the folder of temporary files', async () => {
  const shared = join(folder, 'tmp')
  mkdirSync(shared)
  const places = { TMPDIR: shared, TEMP: shared, TMP: shared }
  await (await startServer({ env: places })).stop()
  expect(readdirSync(shared)).toEqual([])
})
