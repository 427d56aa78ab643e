// Starts a process for Pyodide. It gets open descriptors and no paths, so it may read no file at all.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { plainFile } from '@/lib/backend/separate-program'
import { PYODIDE_VERSION } from './package-base-url'
import { emptyEnvironment, type Isolation, nodeFlags } from './isolation'
import type { PythonLimits } from './limits'
import { type PythonChild, SandboxLost, untilReady } from './python-child'

export const pyodideFolder = () => dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))

/** What to do where Pyodide was left out of the installation; undefined where it is there. */
export function missingPyodide(): string | undefined {
  try {
    pyodideFolder()
    return undefined
  } catch {
    return `Python needs Pyodide, which is not installed. Beside the playground: npm install pyodide@${PYODIDE_VERSION}`
  }
}

export interface Starting {
  readonly isolation: Isolation
  readonly limits: PythonLimits
  /** A file with the memory of a Python that has begun. */
  readonly snapshot?: string | undefined
  /** Pyodide's list of packages; another one in tests. */
  readonly lockFile?: string | undefined
  /** Makes such a file's content instead of waiting for requests. */
  readonly onSnapshot?: (bytes: Buffer) => void
  /** Nobody needs it any more: it ends before it is ready. */
  readonly signal?: AbortSignal
}

const MESSAGE_CHARS = 4 * 1024 ** 2

const ofPyodide = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip']
const ofSandbox = ['realm.js', 'texts.js', 'shell.js', 'files.py', 'cell.py'] as const

/** Resolves when Python is ready, or its snapshot made. @throws SandboxLost */
export async function startChild(starting: Starting): Promise<PythonChild> {
  const { limits, onSnapshot, signal } = starting
  const child = await spawnChild(starting)
  const stop = () => child.kill('SIGKILL')
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await untilReady(child, limits, (kind, body) => {
      if (kind === 's') onSnapshot?.(body)
    })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

async function spawnChild({ isolation, limits, snapshot, lockFile, onSnapshot }: Starting): Promise<ChildProcess> {
  const flags = nodeFlags(limits.heapBytes)
  if (flags === undefined) throw new SandboxLost('lost')
  const program = await readFile(plainFile('lib/backend/python/sandbox/child.mjs'), 'utf8')
  const folder = pyodideFolder()
  const opened: number[] = []
  try {
    const inputs: Record<string, readonly [number, number]> = {}
    const give = (name: string, path: string) => {
      const descriptor = openSync(path, 'r')
      opened.push(descriptor)
      inputs[name] = [3 + opened.length, fstatSync(descriptor).size]
    }
    for (const name of ofPyodide) give(name, join(folder, name))
    for (const name of ofSandbox) give(name, plainFile(`lib/backend/python/sandbox/${name}`))
    give('pyodide-lock.json', lockFile ?? join(folder, 'pyodide-lock.json'))
    if (snapshot !== undefined) give('snapshot', snapshot)
    const settings = {
      inputs,
      limits: { rssBytes: limits.rssBytes, messageChars: MESSAGE_CHARS },
      settings: { makes: onSnapshot !== undefined, fileBytes: limits.fileBytes, outputChars: limits.outputChars },
    }
    const node = [process.execPath, ...flags, '--input-type=module', '--eval', program, JSON.stringify(settings)]
    const [command = process.execPath, ...args] = [...isolation.command, ...node]
    return spawn(command, args, {
      stdio: ['pipe', 'ignore', 'ignore', 'pipe', ...opened],
      env: emptyEnvironment(),
      cwd: process.platform === 'win32' ? undefined : '/',
      ...isolation.identity,
    })
  } finally {
    for (const descriptor of opened) closeSync(descriptor)
  }
}
