// Programs beside the server's own: workers and child processes, for what could stall or end a process. Where they run
// from source they need a transpiler; the compiled server has each of them as a file beside its own.
import { type ChildProcess, fork, type ForkOptions } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** URL of a file beside the compiled programs; lib/server/compile.mjs puts it in place, from source it is not there. */
declare const COMPILED_PROGRAMS: string | undefined

/** A program's name: its file in the project, without `.ts`. The build compiles every `*.program.ts`. */
export type ProgramName = `lib/${string}.program`

/** Starts the program in a thread. `workerData` and messages are as `node:worker_threads` has them. */
export function startWorker(name: ProgramName, options: Pick<WorkerOptions, 'workerData' | 'resourceLimits'>): Worker {
  const { file, args } = fileOf(name)
  return new Worker(file, { ...options, argv: args })
}

/** Starts the program as a child process with a channel to it; `args` are its `process.argv` from 2 on. */
export function forkProgram(name: ProgramName, args: readonly string[], options: ForkOptions): ChildProcess {
  const program = fileOf(name)
  return fork(program.file, [...program.args, ...args], options)
}

/** A file of the project that is read or handed on as it is; the build puts those of `sandbox` folders in place. */
export function plainFile(name: `lib/${string}`): string {
  if (typeof COMPILED_PROGRAMS !== 'undefined') {
    return fileURLToPath(new URL(`./${name.replaceAll('/', '.')}`, COMPILED_PROGRAMS))
  }
  return fileURLToPath(new URL(`../../${name}`, import.meta.url))
}

/** The compiled program; undefined where it runs from source, as those of `testing` folders always do. */
export function compiledFile(name: ProgramName): string | undefined {
  if (typeof COMPILED_PROGRAMS === 'undefined' || name.includes('/testing/')) return undefined
  return fileURLToPath(new URL(`./${name.replaceAll('/', '.')}.js`, COMPILED_PROGRAMS))
}

function fileOf(name: ProgramName): { readonly file: string; readonly args: string[] } {
  const compiled = compiledFile(name)
  if (compiled !== undefined) return { file: compiled, args: [] }
  const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  return { file: fromHere('./run-from-source.mjs'), args: [fromHere(`../../${name}.ts`)] }
}
