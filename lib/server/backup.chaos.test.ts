// A backup that is made while clients write is held to what they had been told when it began.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyOf, forgetChanged } from './testing/acknowledged'
import { auditEverything, clientOf, createWorld, liveUntil } from './testing/chaos'
import { startServer } from './testing/start-server'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** How much is acknowledged before the backup begins. */
const BEFORE = 100
/** And how much more, at least, before the server is killed. */
const AFTER = 20

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'playground-backup-'))))
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Beside this process, whose clients go on. */
async function script(name: 'doctor' | 'backup', dataDir: string, ...args: readonly string[]) {
  const command = [join(root, 'scripts/run-program.mjs'), `lib/server/doctor/${name}.program`, ...args]
  const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, DATA_DIR: dataDir } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, output }
}

test('a backup under writes is sound and has everything that was acknowledged before it', async () => {
  const [dataDir, restored] = [join(folder, 'data'), await mkdtemp(join(folder, 'restored-'))]
  const server = await startServer({ dataDir, env: { SCRIPTED_PACE_MS: '3' } })
  const world = await createWorld(server, 8)
  let told = copyOf(world.told)
  let during = 0
  const until = async () => {
    await world.told.more(BEFORE)
    told = copyOf(world.told)
    const before = world.told.count()
    const made = await script('backup', dataDir, join(restored, 'playground.db'))
    expect(made).toMatchObject({ status: 0, output: expect.stringContaining('checked') as string })
    during = world.told.count() - before
    await world.told.more(AFTER)
  }
  await liveUntil(server, world, { until, end: 'SIGKILL' })
  expect(during, 'clients wrote while it was made').toBeGreaterThan(0)
  forgetChanged(told, world.told)

  const sound = { status: 0, output: expect.stringContaining('in order') as string }
  expect(await script('doctor', restored)).toMatchObject(sound)
  const again = await startServer({ dataDir: restored })
  await auditEverything(clientOf(again), { ...world, told })
  expect(again.output()).not.toContain('damaged')
  await again.stop()
  expect(await script('doctor', restored)).toMatchObject(sound)
}, 120_000)
