// The memory of a Python that has just begun, kept in a file: a session starts from it in a quarter of the time. It is
// made here once for each version of Pyodide and of Node, and has nobody's data in it.
import { readFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Isolation } from './isolation'
import type { PythonLimits } from './limits'
import { pyodideFolder, startChild } from './start-child'

export interface Snapshot {
  /** The file, where there is one; making it begins otherwise. */
  path(): string | undefined
  /** Resolves when there is one, or none can be made. Never rejects. */
  made(): Promise<void>
  /** No session starts from it: it is taken away, and none is made again in this process. */
  spoilt(): void
}

interface Making {
  readonly folder: string
  readonly isolation: Isolation
  readonly limits: PythonLimits
}

/** A restored memory may not exceed what a new one begins with (31,457,280 bytes and a head). */
const MAX_SNAPSHOT_BYTES = 34 * 1024 ** 2

export function createSnapshot({ folder, isolation, limits }: Making): Snapshot {
  const { version } = JSON.parse(readFileSync(join(pyodideFolder(), 'package.json'), 'utf8')) as { version: string }
  const name = `pyodide-${version}-node-${process.versions.node}-${process.platform}-${process.arch}.snapshot`
  const file = join(folder, name)
  let making: Promise<void> | undefined
  let isSpoilt = false

  async function make() {
    const pieces: Buffer[] = []
    const unfinished = `${file}.${process.pid}`
    try {
      const child = await startChild({ isolation, limits, onSnapshot: (bytes) => pieces.push(bytes) })
      child.kill()
      const bytes = Buffer.concat(pieces)
      if (bytes.length === 0 || bytes.length > MAX_SNAPSHOT_BYTES) throw new Error('There is no snapshot of that size.')
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(unfinished, bytes, { mode: 0o600, flush: true })
      renameSync(unfinished, file)
    } catch {
      // Sessions start without it, only more slowly: nothing is worse than before.
      isSpoilt = true
      rmSync(unfinished, { force: true })
    }
  }

  const made = async () => {
    if (isSpoilt || existsSync(file)) return
    making ??= make()
    await making
  }
  return {
    path() {
      if (isSpoilt) return undefined
      if (existsSync(file)) return file
      void made()
      return undefined
    },
    made,
    spoilt() {
      isSpoilt = true
      rmSync(file, { force: true })
    },
  }
}
