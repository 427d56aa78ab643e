// How a Python process is kept apart: by Node's permission model always, by a wall of the system's where there is one.
import { spawn } from 'node:child_process'

export interface Isolation {
  /** The wall around the process: of its own namespaces, of its own network, or none beside Node's. */
  readonly wall: 'bwrap' | 'unshare' | 'none'
  /** The program and the arguments that stand before those of Node. */
  readonly command: readonly string[]
  /** Set where this process is root: the child is nobody. */
  readonly identity: { readonly uid: number; readonly gid: number } | null
}

export type IsolationFound =
  | { readonly ok: true; readonly isolation: Isolation }
  /** `mayPass` where a trial failed of something that may be over the next time: no time, no processes. */
  | { readonly ok: false; readonly message: string; readonly mayPass: boolean }

export const NOBODY = { uid: 65_534, gid: 65_534 }

/** The Node that runs Pyodide; another one in tests. */
export interface NodeProgram {
  readonly path?: string
  /** The flags that it knows. */
  readonly flags?: ReadonlySet<string>
  /** What is tried of the system's, the strongest first. */
  readonly walls?: readonly Isolation['wall'][]
}

/** The flags under which Pyodide runs, all that this Node knows; undefined where it has no permission model. */
export function nodeFlags(heapBytes: number, known: ReadonlySet<string> = process.allowedNodeEnvironmentFlags) {
  const permission = ['--permission', '--experimental-permission'].find((flag) => known.has(flag))
  if (permission === undefined) return undefined
  return [
    permission,
    ...['--no-experimental-sqlite', '--no-experimental-websocket'].filter((flag) => known.has(flag)),
    '--experimental-vm-modules',
    '--disallow-code-generation-from-strings',
    `--wasm-max-mem-pages=${Math.floor(heapBytes / 65_536)}`,
    // What most sessions run is over before it is worth compiling well, which is half of what their start costs.
    // Newer versions of V8 have this by themselves.
    '--wasm-tiering-budget=13000000',
    '--max-old-space-size=256',
    '--no-warnings',
  ]
}

const strongestFirst = ['bwrap', 'unshare', 'none'] as const

const bound = ['/usr', '/lib', '/lib64', '/bin', '/nix', '/etc/ld.so.cache', '/etc/alternatives', process.execPath]
const walls: Readonly<Record<Isolation['wall'], readonly string[]>> = {
  bwrap: [
    ...['bwrap', '--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...bound.flatMap((path) => ['--ro-bind-try', path, path]),
    ...['--proc', '/proc', '--dev', '/dev', '--chdir', '/', '--'],
  ],
  unshare: ['unshare', '--user', '--map-root-user', '--net', '--'],
  none: [],
}

/** The environment of the child: nothing, but what Windows needs for random numbers. */
export const emptyEnvironment = () => {
  const { SystemRoot } = process.env
  const needed = process.platform === 'win32' && SystemRoot !== undefined ? { SystemRoot } : {}
  return needed as unknown as NodeJS.ProcessEnv
}

/** The strongest that works here, found out by trying. Without a permission model in Node there is none. */
export async function findIsolation({ path, flags: known, walls: tried }: NodeProgram = {}): Promise<IsolationFound> {
  const flags = nodeFlags(1024 ** 3, known)
  if (flags === undefined) {
    return {
      ok: false,
      message: `Python needs the permission model of Node 20.9 or later; ${process.version} has none.`,
      mayPass: false,
    }
  }
  let mayPassLater = false
  const asRoot = process.getuid?.() === 0
  for (const wall of tried ?? (process.platform === 'linux' ? strongestFirst : (['none'] as const))) {
    for (const identity of asRoot ? [NOBODY, null] : [null]) {
      const isolation = { wall, command: walls[wall], identity }
      const trial = await works(isolation, [path ?? process.execPath, ...flags])
      if (trial === 'yes') return { ok: true, isolation }
      if (trial === 'not now') mayPassLater = true
    }
  }
  return {
    ok: false,
    message: 'Node does not start with its permission model here, and Python does not run without it.',
    mayPass: mayPassLater,
  }
}

const TRIAL_MS = 20_000
const passing = new Set(['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE', 'ABORT_ERR'])

/** Whether a trial that failed so may succeed later: the machine had no room for it, or its time was over. */
export const mayPass = ({ code = '' }: NodeJS.ErrnoException) => passing.has(code)

function works({ command, identity }: Isolation, node: readonly string[]): Promise<'yes' | 'no' | 'not now'> {
  const [program = process.execPath, ...args] = [...command, ...node, '--eval', '0']
  return new Promise((resolve) => {
    const trial = spawn(program, args, {
      env: emptyEnvironment(),
      cwd: '/',
      stdio: 'ignore',
      // Not `timeout`: where the program does not exist its timer is never cleared, and this process could not end.
      signal: AbortSignal.timeout(TRIAL_MS),
      ...identity,
    })
    trial.on('error', (error: NodeJS.ErrnoException) => resolve(mayPass(error) ? 'not now' : 'no'))
    trial.on('exit', (code) => resolve(code === 0 ? 'yes' : 'no'))
  })
}
