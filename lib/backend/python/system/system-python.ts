// The system's own Python behind bubblewrap: faster than Pyodide, and with the packages that the system has. Whoever
// chose it gets it or nothing: it never falls back to anything weaker.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import * as z from 'zod'
import { plainFile } from '@/lib/backend/separate-program'
import { emptyEnvironment, mayPass, NOBODY } from '../isolation'
import type { PythonLimits } from '../limits'
import { type PythonChild, SandboxLost, untilReady } from '../python-child'
import type { PythonSandbox, SandboxFound } from '../python-sandbox'
import { usualModules } from '../usual-packages'
import { watchUse } from '../watch-memory'
import { FILTER_DESCRIPTOR, pythonOf, roomArguments, type SystemPrograms, systemPrograms } from './bubblewrap'
import { seccompFilter } from './seccomp'

interface SystemOptions {
  readonly limits: PythonLimits
  readonly programs?: SystemPrograms | undefined
  readonly platform?: NodeJS.Platform
}

/** What has to be there, and what of the packages that code asks for most is. */
const TRIAL = `
import importlib.util, json, resource, sys
there = [name for name in json.loads(sys.argv[1]) if importlib.util.find_spec(name)]
print(json.dumps({"version": list(sys.version_info[:3]), "modules": there}))
`
const trialSchema = z.object({ version: z.array(z.int()).length(3), modules: z.array(z.string()) })

const TRIAL_MS = 20_000
/** Shared libraries, and what is reserved and never used, on top of what may be used. */
const ADDRESS_FACTOR = 2
const RESTING_MS = 1_000
/** So much time of a processor may be used between cells. */
const RESTING_CPU_MS = 2_000

export function createSystemPython({
  limits,
  programs = systemPrograms,
  platform = process.platform,
}: SystemOptions): PythonSandbox {
  const python = () => pythonOf(programs)
  return {
    name: 'bwrap',
    async find() {
      if (platform !== 'linux') return never('PYTHON_SANDBOX=bwrap works on Linux only.')
      const path = python()
      if (path === undefined) {
        return never(`PYTHON_SANDBOX=bwrap needs the system's Python: there is no ${programs.pythons.join(', no ')}.`)
      }
      if (!seccompFilter()) return never(`PYTHON_SANDBOX=bwrap does not know the processor ${process.arch}.`)
      return findingOf(await tryOut(programs.bwrap, roomArguments({ python: path, limits })))
    },
    async start() {
      const path = python()
      if (path === undefined) throw new SandboxLost('lost')
      const [program, cell] = await Promise.all([sources('limits.py', 'system.py'), sources('files.py', 'cell.py')])
      const { heapBytes, fileBytes, outputChars, rssBytes } = limits
      const settings = { cell, heapBytes, fileBytes, outputChars, addressBytes: ADDRESS_FACTOR * rssBytes }
      const args = [...roomArguments({ python: path, limits }), '-c', program, JSON.stringify(settings)]
      return watchedAtRest(await untilReady(spawnFiltered(programs.bwrap, args, 'ignore'), limits), limits)
    },
    prepared: async () => undefined,
  }
}

/** Of the sandbox, to be run as one program. */
const sources = async (...names: readonly string[]) => {
  const texts = names.map((name) => readFile(plainFile(`lib/backend/python/sandbox/${name}`), 'utf8'))
  return (await Promise.all(texts)).join('')
}

const never = (message: string): SandboxFound => ({ ok: false, message, mayPass: false })

function spawnFiltered(bwrap: string, args: readonly string[], output: 'pipe' | 'ignore'): ChildProcess {
  const child = spawn(bwrap, args, {
    stdio: ['pipe', output, output, 'pipe', 'pipe'],
    env: emptyEnvironment(),
    cwd: '/',
    // Root of the machine is never who runs it.
    ...(process.getuid?.() === 0 && NOBODY),
  })
  const filter = child.stdio[FILTER_DESCRIPTOR] as Writable | null
  // One that does not start says so by itself.
  filter?.on('error', () => undefined)
  filter?.end(seccompFilter())
  return child
}

interface Trial {
  readonly code: number | null
  readonly output: string
  readonly problem: string
  readonly error: NodeJS.ErrnoException | undefined
}

function tryOut(bwrap: string, room: readonly string[]): Promise<Trial> {
  return new Promise((resolve) => {
    const child = spawnFiltered(bwrap, [...room, '-c', TRIAL, JSON.stringify(usualModules)], 'pipe')
    const timer = setTimeout(() => child.kill('SIGKILL'), TRIAL_MS)
    const said = { output: '', problem: '' }
    child.stdout?.on('data', (piece: Buffer) => (said.output += piece.toString()))
    child.stderr?.on('data', (piece: Buffer) => (said.problem += piece.toString()))
    child.stdin?.on('error', () => undefined)
    const end = (code: number | null, error?: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      resolve({ code, error, ...said })
    }
    child.on('error', (error) => end(null, error))
    child.on('close', (code) => end(code))
  })
}

/** In words what a trial has shown. */
function findingOf({ code, output, problem, error }: Trial): SandboxFound {
  if (error?.code === 'ENOENT') {
    return never('PYTHON_SANDBOX=bwrap needs bubblewrap, and there is no bwrap here: install the package bubblewrap.')
  }
  const line = (error?.message ?? problem.trim().split('\n').at(-1) ?? '').slice(0, 300)
  const found = code === 0 ? trialSchema.safeParse(parsed(output)) : undefined
  if (!found?.success) {
    const reason = line === '' ? 'it ended without a word' : line
    const message = `PYTHON_SANDBOX=bwrap: bubblewrap (0.8 or later) does not start Python here: ${reason}`
    return { ok: false, message, mayPass: code === null && (!error || mayPass(error)) }
  }
  const { version, modules } = found.data
  const [major = 0, minor = 0] = version
  if (major < 3 || (major === 3 && minor < 11)) {
    return never(`PYTHON_SANDBOX=bwrap needs Python 3.11 or later; the system has ${version.join('.')}.`)
  }
  return { ok: true, wall: 'bwrap', version: version.join('.'), modules }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Between cells nothing may be at work: a thread that a cell has left costs the session. */
function watchedAtRest(child: PythonChild, limits: PythonLimits): PythonChild {
  const rest = () => {
    let first: number | undefined
    return watchUse(child.pid ?? 0, RESTING_MS, ({ cpuMs, bytes }) => {
      first ??= cpuMs
      if (cpuMs - first > RESTING_CPU_MS || bytes > limits.rssBytes * 1.1) child.kill()
    })
  }
  let wake = rest()
  const awake = async <T>(work: () => Promise<T>) => {
    wake()
    try {
      return await work()
    } finally {
      wake = child.hasEnded() ? () => undefined : rest()
    }
  }
  void child.ended.then(() => wake())
  return {
    ...child,
    ask: (request) => awake(() => child.ask(request)),
    put: (file) => awake(() => child.put(file)),
  }
}
