import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from './testing/ask'

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('a server whose output nobody reads any more still answers, and still ends when told to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, PAGES: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
    await rm(folder, { recursive: true, force: true })
  })
  await once(child.stdout, 'data')
  child.stdout.destroy()
  child.stderr.destroy()
  // Until it is ready it says so with a 503; a server that is busy complaining to nobody never gets there.
  const status = async () => (await ask(`http://127.0.0.1:${port}/v1/models`)).status
  await expect.poll(status, { timeout: 25_000 }).toBe(200)
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
})
