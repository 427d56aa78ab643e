import type { PythonLimits } from './limits'
import { type PythonChild, SandboxLost } from './python-child'
import type { PythonSandbox, SandboxFound } from './python-sandbox'

export interface Reserve {
  found(): Promise<SandboxFound>
  /** Makes one ready, if none is, while nobody waits for it. */
  prepare(): void
  /** A process that nobody has used. Another is made ready for the next one. @throws SandboxLost */
  take(): Promise<PythonChild>
  close(): Promise<void>
}

interface Making {
  readonly sandbox: PythonSandbox
  readonly limits: PythonLimits
}

/** One Python process that waits for its first cell. Nothing is started before the first is asked for. */
export function createReserve({ sandbox, limits }: Making): Reserve {
  let waiting: Promise<PythonChild | undefined> | undefined
  let idle: NodeJS.Timeout | undefined
  const closing = new AbortController()
  const { signal } = closing
  const found = createFinding(sandbox)

  async function start(): Promise<PythonChild> {
    if (!(await found()).ok) throw new SandboxLost('lost')
    return sandbox.start(signal)
  }

  function prepare() {
    if (signal.aborted || waiting) return
    const ready = sandbox.prepared().then(() => (signal.aborted ? undefined : start()))
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
    found,
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
      await Promise.all([dismiss(), sandbox.prepared()])
    },
  }
}

/** Finds it once; looks again where it was not found, and may be the next time. */
function createFinding(sandbox: PythonSandbox): () => Promise<SandboxFound> {
  let finding: Promise<SandboxFound> | undefined
  async function find() {
    let isKept = false
    try {
      const found = await sandbox.find()
      isKept = found.ok || !found.mayPass
      return found
    } finally {
      if (!isKept) finding = undefined
    }
  }
  return () => (finding ??= find())
}
