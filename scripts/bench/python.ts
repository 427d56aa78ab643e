import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findIsolation } from '@/lib/backend/python/isolation'
import { defaultLimits as limits } from '@/lib/backend/python/limits'
import { createPythonSessions } from '@/lib/backend/python/create-python-sessions'
import { createSnapshot } from '@/lib/backend/python/snapshot'
import { startChild } from '@/lib/backend/python/start-child'
import { memoryOf } from './process-usage'
import type { Figure } from './report'
import { spreadOf } from './statistics'

const ROUNDS = 5
const CELLS = 50

/** How long a Python process takes to start, with and without a snapshot, and a cell in one that is there. */
export async function measurePython(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-bench-python-'))
  try {
    return [...(await measureStarts(folder)), ...(await measureCells(folder))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureStarts(folder: string): Promise<readonly Figure[]> {
  const found = await findIsolation()
  if (!found.ok) throw new Error(found.message)
  const { isolation } = found
  const snapshot = createSnapshot({ folder: join(folder, 'snapshots'), isolation, limits })
  const making = await timed(() => snapshot.made())
  const starts = async (file: string | undefined) => {
    const rounds: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const { ms, value } = await timed(() => startChild({ isolation, limits, snapshot: file }))
      rounds.push(ms)
      value.kill()
      await value.ended
    }
    return spreadOf(rounds)
  }
  const wall = isolation.wall === 'none' ? 'no wall of the system' : isolation.wall
  return [
    { what: `Python: start without a snapshot (${wall})`, unit: 'ms', value: await starts(undefined) },
    {
      what: `Python: start from a snapshot (${wall})`,
      unit: 'ms',
      value: await starts(snapshot.path()),
      aim: { atMost: 700 },
    },
    { what: 'Python: making the snapshot, once', unit: 'ms', value: spreadOf([making.ms]) },
  ]
}

async function measureCells(folder: string): Promise<readonly Figure[]> {
  const sessions = createPythonSessions({ folder, fetch, packageBaseUrl: 'http://127.0.0.1:9/' })
  const run = (key: string, code: string) =>
    sessions.run(key, { code, files: [], signal: new AbortController().signal })
  const before = memoryOf(process.pid)
  try {
    await run('first', '1')
    const cells: number[] = []
    for (let cell = 0; cell < CELLS; cell++) cells.push((await timed(() => run('first', `${cell} + 1`))).ms)
    const loop = await timed(() => run('first', 'n = 0\nfor i in range(3_000_000): n += i'))
    const second = await timed(() => run('second', '1'))
    const file = await timed(() => run('first', 'open("ten.bin", "wb").write(bytes(10_000_000));'))
    const own = memoryOf(process.pid)
    return [
      { what: 'Python: a cell in a session that is there', unit: 'ms', value: spreadOf(cells), aim: { atMost: 20 } },
      { what: 'Python: the first cell of another session, from the reserve', unit: 'ms', value: spreadOf([second.ms]) },
      { what: 'Python: a loop of 3,000,000', unit: 'ms', value: spreadOf([loop.ms]) },
      { what: 'Python: a file of 10 MB out of a cell', unit: 'ms', value: spreadOf([file.ms]) },
      {
        what: "Python: what the server's own process grew by",
        unit: 'MB',
        value: own === undefined || before === undefined ? undefined : spreadOf([own - before]),
      },
    ]
  } finally {
    await sessions.close()
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}
