import { join } from 'node:path'
import { findIsolation, type IsolationFound } from './isolation'
import type { PythonLimits } from './limits'
import { createSnapshot, type Snapshot } from './snapshot'
import { type PythonChild, SandboxLost, startChild } from './start-child'

export interface Reserve {
  isolation(): Promise<IsolationFound>
  /** Makes one ready, if none is, while nobody waits for it. */
  prepare(): void
  /** A process that nobody has used. Another is made ready for the next one. @throws SandboxLost */
  take(): Promise<PythonChild>
  close(): Promise<void>
}

interface Making {
  readonly folder: string
  readonly limits: PythonLimits
  readonly lockFile?: string | undefined
}

/** One Python process that waits for its first cell. Nothing is started before the first is asked for. */
export function createReserve({ folder, limits, lockFile }: Making): Reserve {
  let snapshot: Snapshot | undefined
  let waiting: Promise<PythonChild | undefined> | undefined
  let idle: NodeJS.Timeout | undefined
  const closing = new AbortController()
  const { signal } = closing
  const isolation = createFinding()

  async function start(): Promise<PythonChild> {
    const found = await isolation()
    if (!found.ok) throw new SandboxLost('lost')
    snapshot ??= createSnapshot({ folder: join(folder, 'snapshots'), isolation: found.isolation, limits })
    const path = snapshot.path()
    try {
      return await startChild({ isolation: found.isolation, limits, lockFile, snapshot: path, signal })
    } catch (error) {
      if (path === undefined || signal.aborted) throw error
      snapshot.spoilt()
      return startChild({ isolation: found.isolation, limits, lockFile, signal })
    }
  }

  function prepare() {
    if (signal.aborted || waiting) return
    const ready = (snapshot?.made() ?? Promise.resolve()).then(() => (signal.aborted ? undefined : start()))
    // Nobody may ever take it; whoever does then starts one and meets the reason.
    waiting = ready.catch(() => undefined)
    void waiting.then((child) => (signal.aborted ? child?.kill() : undefined))
    clearTimeout(idle)
    idle = setTimeout(() => void dismiss(), limits.idleMs).unref()
  }

  async function dismiss() {
    clearTimeout(idle)
    const child = await waiting
    waiting = undefined
    child?.kill()
    await child?.ended
  }

  return {
    isolation,
    prepare,
    async take() {
      const taken = waiting
      waiting = undefined
      const ready = await taken
      const child = ready && !ready.hasEnded() ? ready : await start()
      prepare()
      return child
    },
    async close() {
      closing.abort()
      await Promise.all([dismiss(), snapshot?.made()])
    },
  }
}

/** Finds it once; looks again where it was not found, and may be the next time. */
function createFinding(): () => Promise<IsolationFound> {
  let finding: Promise<IsolationFound> | undefined
  async function find() {
    let isKept = false
    try {
      const found = await findIsolation()
      isKept = found.ok || !found.mayPass
      return found
    } finally {
      if (!isKept) finding = undefined
    }
  }
  return () => (finding ??= find())
}
