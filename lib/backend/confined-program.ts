// Programs for what strangers made: child processes that may read the program itself and packages, and nothing else:
// no other file, no environment, no further process or thread, no code made of strings. One layer, not the only one.
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { createHash, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compiledFile, type ProgramName } from './separate-program'

interface Confinement {
  /** The descriptor of a file that the program finds open as its standard input. */
  readonly input: number
  readonly heapMegabytes: number
}

/**
 * Starts a `*.program.ts` as a confined child process with a channel to it. Rejects where this Node cannot confine one:
 * nothing is started then.
 */
export async function forkConfined(name: ProgramName, { input, heapMegabytes }: Confinement): Promise<ChildProcess> {
  const { file, folder } = await fileOf(name)
  const flags = process.allowedNodeEnvironmentFlags
  const permission = ['--permission', '--experimental-permission'].find((flag) => flags.has(flag))
  if (permission === undefined) throw new Error('This Node.js has no permission model.')
  return fork(file, [], {
    env: emptyEnvironment(),
    cwd: folder,
    stdio: [input, 'ignore', 'ignore', 'ipc'],
    execArgv: [
      permission,
      ...readableBeside(folder).map((path) => `--allow-fs-read=${path}`),
      // It reads databases past the permission model.
      ...['--no-experimental-sqlite'].filter(() => flags.has('--experimental-sqlite')),
      '--disallow-code-generation-from-strings',
      `--max-old-space-size=${heapMegabytes}`,
      '--no-warnings',
    ],
  })
}

/** Windows finds its source of random numbers by this one. */
function emptyEnvironment(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env
  return (process.platform === 'win32' && SystemRoot ? { SystemRoot } : {}) as NodeJS.ProcessEnv
}

/** The outermost `node_modules` that packages are found in. */
function packagesFolder(): string {
  const file = createRequire(import.meta.url).resolve('yauzl')
  const inner = `${sep}node_modules${sep}`
  return realpathSync(file.slice(0, file.indexOf(inner) + inner.length - 1))
}

/** What a program in this folder may read. Node 20 ends where one of them lies within another. */
function readableBeside(folder: string): readonly string[] {
  const all = new Set([join(packagesFolder(), '*'), join(folder, '*'), ...packagesAbove(folder)])
  const isWithin = (path: string, other: string) =>
    path !== other && other.endsWith('*') && path.startsWith(other.slice(0, -1))
  return [...all].filter((path) => ![...all].some((other) => isWithin(path, other)))
}

/** Where early versions of Node 20 look for the package that the program is of, and for those that it uses. */
function packagesAbove(folder: string): readonly string[] {
  const above = dirname(folder)
  const file = join(above, 'package.json')
  const looked = [file, join(above, 'node_modules', '*')]
  return existsSync(file) || above === folder ? looked : [...looked, ...packagesAbove(above)]
}

async function fileOf(name: ProgramName): Promise<{ readonly file: string; readonly folder: string }> {
  const file = compiledFile(name) ?? (await (built[name] ??= build(name)))
  return { file, folder: realpathSync(dirname(file)) }
}

const built: Partial<Record<ProgramName, Promise<string>>> = {}

/** From source a program is made one file first: what would transpile it as it runs may do all that it must not. */
async function build(name: ProgramName): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const { build: bundle } = await import('esbuild')
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: [`${name}.ts`],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    tsconfig: 'tsconfig.json',
    write: false,
    logLevel: 'silent',
  })
  const code = outputFiles[0]?.contents ?? new Uint8Array()
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16)
  const folder = join(root, 'node_modules', '.cache', 'confined-programs', digest)
  const file = join(folder, 'program.mjs')
  mkdirSync(folder, { recursive: true })
  // Another process may start the same: each finds a whole file.
  const unfinished = `${file}.${randomUUID()}`
  writeFileSync(unfinished, code)
  renameSync(unfinished, file)
  return file
}
