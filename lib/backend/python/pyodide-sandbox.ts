import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { findIsolation, type NodeProgram } from './isolation'
import type { PythonLimits } from './limits'
import type { PythonSandbox } from './python-sandbox'
import { SandboxLost } from './python-child'
import { createSnapshot, type Snapshot } from './snapshot'
import { missingPyodide, pyodideFolder, startChild } from './start-child'

interface PyodideOptions {
  /** Where the snapshot is kept. */
  readonly folder: string
  readonly limits: PythonLimits
  readonly lockFile?: string | undefined
  readonly node?: NodeProgram | undefined
}

/** Python compiled to WebAssembly, in a Node without rights. */
export function createPyodideSandbox({ folder, limits, lockFile, node }: PyodideOptions): PythonSandbox {
  let snapshot: Snapshot | undefined
  let finding: ReturnType<typeof findIsolation> | undefined
  return {
    name: 'pyodide',
    async find() {
      const missing = missingPyodide()
      if (missing !== undefined) return { ok: false, mayPass: false, message: missing }
      finding = findIsolation(node)
      const found = await finding
      return found.ok ? { ok: true, wall: found.isolation.wall, version: pythonVersion(), modules: [] } : found
    },
    async start(signal) {
      const found = await finding
      if (!found?.ok) throw new SandboxLost('lost')
      const { isolation } = found
      snapshot ??= createSnapshot({ folder: join(folder, 'snapshots'), isolation, limits })
      const path = snapshot.path()
      try {
        return await startChild({ isolation, limits, lockFile, snapshot: path, signal })
      } catch (error) {
        if (path === undefined || signal?.aborted) throw error
        snapshot.spoilt()
        return startChild({ isolation, limits, lockFile, signal })
      }
    },
    prepared: async () => snapshot?.made(),
  }
}

const lockSchema = z.looseObject({ info: z.looseObject({ python: z.string() }) })

/** That of Pyodide's own list. */
function pythonVersion(): string {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(pyodideFolder(), 'pyodide-lock.json'), 'utf8')))
  return lock.info.python
}
