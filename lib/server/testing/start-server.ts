// The real server as a child process, for tests and benchmarks.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readyUrlOf } from '../announce'
import { optimizeLater } from './optimize-later'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Vitest and Playwright set these variables; benchmarks have the server as it is. */
const isTest = process.env['VITEST'] !== undefined || process.env['TEST_WORKER_INDEX'] !== undefined
const flags = isTest ? optimizeLater : []

export interface ServerOptions {
  /** Variables beside those that have a default here: a free port, a new data folder, no pacing, no network. */
  readonly env?: Readonly<Record<string, string>>
  /** Pages, too. Without them a start takes half the time. */
  readonly pages?: boolean
  /** A folder of the caller's, which stays. Without it the server gets one that goes with it. */
  readonly dataDir?: string
  /** What Node is given to run, when it is another server than the playground's. */
  readonly args?: readonly string[]
  /** The folder that it is started in: the project's unless said otherwise. */
  readonly cwd?: string
  /** What runs in Node's place, such as a shell that sets limits first. */
  readonly program?: string
}

export interface RunningServer {
  readonly url: string
  readonly dataDir: string
  readonly pid: number
  /** Everything it has printed so far. */
  output(): string
  /** Sends the signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Exit>
  /** Ends it as an operator would and removes a data folder that it was given here. */
  stop(): Promise<Exit>
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** The server ended before it was ready. */
class ServerExitError extends Error {
  override readonly name = 'ServerExitError'
  constructor(readonly exit: Exit) {
    super(`The server ended with code ${exit.code} before it was ready:\n${exit.output}`)
  }
}

/** Starts the server and waits until it answers. Throws ServerExitError when it ends instead. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'playground-')))
  const removeFolder = () => (options.dataDir ? undefined : rm(dataDir, { recursive: true, force: true }))
  const args = options.args ?? [...flags, join(root, 'scripts/start.mjs')]
  const child = spawn(options.program ?? process.execPath, args, {
    cwd: options.cwd ?? root,
    env: environmentFor(dataDir, { PAGES: options.pages ? 'on' : 'off', ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { ready, exited, output } = watch(child)
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return exited
  }
  const outcome = await Promise.race([ready, exited])
  if (typeof outcome !== 'string') {
    await removeFolder()
    throw new ServerExitError(outcome)
  }
  const stop = async () => {
    const exit = await kill('SIGTERM')
    await removeFolder()
    return exit
  }
  return { url: outcome, dataDir, pid: child.pid ?? 0, output, kill, stop }
}

/** How a start ends that is meant to fail. */
export async function failedStart(options: ServerOptions): Promise<Exit> {
  try {
    await (await startServer(options)).stop()
  } catch (error) {
    if (error instanceof ServerExitError) return error.exit
    throw error
  }
  throw new Error('The server started.')
}

function environmentFor(dataDir: string, env: ServerOptions['env']): NodeJS.ProcessEnv {
  const machine = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'USERPROFILE', 'APPDATA', 'LANG']
  return {
    ...Object.fromEntries(machine.map((name) => [name, process.env[name]])),
    NODE_ENV: 'production',
    PORT: '0',
    DATA_DIR: dataDir,
    SCRIPTED_PACE_MS: '0',
    // As if npm had started it: then it also ends when whoever started it is gone.
    npm_lifecycle_event: 'test',
    ...env,
  }
}

function watch(child: ChildProcess) {
  let text = ''
  const output = () => text
  const ready = new Promise<string>((resolve) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const url = readyUrlOf(text)
      if (url !== undefined) resolve(url)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })
  const exited = once(child, 'close').then(([code, signal]): Exit => ({ code, signal, output: text }))
  return { ready, exited, output }
}
