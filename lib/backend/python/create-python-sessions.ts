// Python for whoever asks for it by key: a process each, at most so many, and one that is ready before it is needed.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createExclusive } from '@/lib/backend/exclusive'
import type { Fetch } from '@/lib/backend/fetch'
import type { Cell, CellResult, PythonSessions } from './cell-result'
import type { NodeProgram } from './isolation'
import { defaultLimits, type PythonLimits } from './limits'
import { createPackages, withoutPackages } from './packages'
import { createPyodideSandbox } from './pyodide-sandbox'
import { createReserve } from './reserve'
import { runCell } from './run-cell'
import { createSessionPool, type TakenSession } from './session-pool'
import type { SystemPrograms } from './system/bubblewrap'
import { createSystemPython } from './system/system-python'
import { usualModules } from './usual-packages'

export interface PythonOptions {
  /** A folder of this installation's own, for packages and the snapshot. */
  readonly folder: string
  readonly fetch: Fetch
  /** What stands before a package's file name, with a slash at its end. */
  readonly packageBaseUrl: string
  /** Pyodide, or the system's own Python behind bubblewrap. */
  readonly sandbox?: 'pyodide' | 'bwrap'
  readonly limits?: Partial<PythonLimits>
  /** What Pyodide is run with, and what the system's Python; others in tests. */
  readonly node?: NodeProgram
  readonly programs?: SystemPrograms
  /** Pyodide's list of packages; another one in tests. */
  readonly lockFile?: string
}

/** Nothing is started before the first cell, or before one is expected. */
export function createPythonSessions(options: PythonOptions): PythonSessions {
  const limits = { ...defaultLimits, ...options.limits }
  const isSystem = options.sandbox === 'bwrap'
  const fetched = createPackages({
    ...{ folder: packagesIn(options.folder), fetch: options.fetch, baseUrl: options.packageBaseUrl },
    ...(options.lockFile !== undefined && { lockFile: options.lockFile }),
  })
  const packages = isSystem ? withoutPackages(fetched) : fetched
  const sandbox = isSystem
    ? createSystemPython({ limits, programs: options.programs })
    : createPyodideSandbox({ ...options, limits })
  const reserve = createReserve({ sandbox, limits })
  const pool = createSessionPool({ reserve, limits })
  const exclusive = createExclusive()
  const closing = new AbortController()

  async function runHere(key: string, cell: Cell): Promise<CellResult> {
    const signal = AbortSignal.any([cell.signal, closing.signal])
    let taken: TakenSession
    try {
      const found = await reserve.found()
      if (!found.ok) return unrun('UNAVAILABLE', found.message)
      if (signal.aborted) return unrun('CANCELLED', CANCELLED)
      mkdirSync(options.folder, { recursive: true, mode: 0o700 })
      taken = await pool.take(key, signal)
    } catch {
      return signal.aborted ? unrun('CANCELLED', CANCELLED) : unrun('UNAVAILABLE', 'Python could not be started here.')
    }
    const { session, isNew, wasReset } = taken
    const outcome = await runCell(session, { ...cell, signal }, { packages, limits })
    pool.give(session)
    return { ...outcome, isNewSession: isNew, wasReset }
  }

  return {
    run: (key, cell) => exclusive(key, () => runHere(key, cell)),
    expect(key) {
      if (!pool.has(key)) reserve.prepare()
    },
    async availability() {
      const found = await reserve.found()
      if (!found.ok) return { ok: false, sandbox: sandbox.name, message: found.message }
      const { wall, version, modules } = found
      const packages = isSystem ? modules : await fetched.installed(usualModules)
      return { ok: true, sandbox: sandbox.name, wall, version, packages }
    },
    end: (key) => pool.end(key),
    async close() {
      closing.abort()
      await Promise.all([pool.close(), reserve.close()])
    },
  }
}

/** Where fetched packages are kept in the folder of Python's things. */
export const packagesIn = (folder: string) => join(folder, 'packages')

const CANCELLED = 'The cell was cancelled before it ran.'

const unrun = (code: 'UNAVAILABLE' | 'CANCELLED', error: string): CellResult => ({
  ...{ logs: '', images: [], files: [], mounted: [], isNewSession: false, wasReset: false },
  ...{ code, error },
})
