// Starts a process for Python and speaks with it. It gets open descriptors and no paths, so it may read no file at all.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import * as z from 'zod'
import { plainFile } from '@/lib/backend/separate-program'
import { createFrameReader, frameOf, timed } from './frames'
import { emptyEnvironment, type Isolation, nodeFlags } from './isolation'
import { ends, type PythonLimits } from './limits'
import { watchMemory } from './watch-memory'

export const pyodideFolder = () => dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))

/** The process has ended, or said what it may not: everything in it is gone. `end` says what of. */
export class SandboxLost extends Error {
  constructor(readonly end: 'deadline' | 'memory' | 'cancelled' | 'lost') {
    super(`The Python process ended: ${end}.`)
  }
}

export interface Request {
  readonly kind: 'x' | 'i' | 'p'
  readonly body: string
  readonly softMs: number
  readonly signal?: AbortSignal
  /** Called for each frame before the answer. */
  readonly onFrame?: (kind: string, body: Buffer) => void
}

/** What a request is answered with, as anybody's code may have written it. */
const answerSchema = z.looseObject({
  error: z.string().max(20_000).optional().catch('The error cannot be shown.'),
  code: z.enum(['PYTHON_ERROR', 'TIMEOUT']).optional().catch('PYTHON_ERROR'),
  module: z.string().max(200).optional().catch(undefined),
  broken: z.string().max(4_000).optional().catch('unknown'),
  missing: z.array(z.string().max(200)).max(200).optional().catch([]),
  problems: z.array(z.string().max(2_000)).max(100).optional().catch([]),
  left_out: z.array(z.string().max(1_000)).max(1_000).optional().catch([]),
})
export type Answer = z.output<typeof answerSchema>

export interface Put extends Pick<Request, 'softMs' | 'signal'> {
  /** One of the sandbox, or `package:` and a wheel's name. */
  readonly path: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly size: number
}

export interface PythonChild {
  readonly pid: number | undefined
  /** Asks one thing at a time. @throws SandboxLost */
  ask(request: Request): Promise<Answer>
  /** Puts a file into it. @throws SandboxLost */
  put(file: Put): Promise<void>
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>
  hasEnded(): boolean
  kill(): void
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

const LONGEST_FRAME = 8 * 1024 ** 2
const MESSAGE_CHARS = 4 * 1024 ** 2
const START_MS = 60_000
/** After its own deadline the process has this long to end by itself. */
const KILL_MS = 1_500

const ofPyodide = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip']
const ofSandbox = ['realm.js', 'cell.py'] as const

/** Resolves when Python is ready, or its snapshot made. @throws SandboxLost */
export async function startChild(starting: Starting): Promise<PythonChild> {
  const { limits, onSnapshot, signal } = starting
  const conversation = converse(await spawnChild(starting), limits)
  const child = conversation.child
  try {
    await conversation.answer({
      kind: 'x',
      body: '',
      softMs: START_MS,
      ...(signal && { signal }),
      onFrame: (kind, body) => {
        if (kind === 's') onSnapshot?.(body)
      },
    })
  } catch (error) {
    child.kill()
    throw error
  }
  return child
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

/** Bytes of a file into the process, no faster than it takes them. @throws SandboxLost */
async function putInto(input: Writable, file: Put, { ended, lostOf }: Ending) {
  const write = async (kind: string, body: Uint8Array) => {
    const lost = lostOf()
    if (lost) throw lost
    if (!input.write(frameOf(kind, body))) await Promise.race([once(input, 'drain'), ended])
  }
  await write('F', Buffer.from(JSON.stringify({ path: file.path, bytes: file.size })))
  for await (const piece of file.bytes) if (piece.length > 0) await write('B', piece)
}

interface Ending {
  readonly ended: Promise<unknown>
  readonly lostOf: () => SandboxLost | undefined
}

/** While something is done, its time, its signal and the memory that the process holds may end the process. */
function createGuard({ pid }: ChildProcess, limits: PythonLimits, lose: (end: SandboxLost['end']) => void) {
  return async <T>({ softMs, signal }: Pick<Request, 'softMs' | 'signal'>, done: Promise<T>): Promise<T> => {
    const cancel = () => lose('cancelled')
    const timer = setTimeout(() => lose('deadline'), softMs + limits.graceMs + KILL_MS)
    const unwatch = watchMemory(pid ?? 0, limits.rssBytes * 1.1, () => lose('memory'))
    signal?.addEventListener('abort', cancel, { once: true })
    if (signal?.aborted) cancel()
    try {
      return await done
    } finally {
      clearTimeout(timer)
      unwatch()
      signal?.removeEventListener('abort', cancel)
    }
  }
}

type Settled = { readonly answer: Answer } | { readonly lost: SandboxLost }

/** Requests and their answers over the pipes of a process. */
function converse(process: ChildProcess, limits: PythonLimits) {
  let lost: SandboxLost | undefined
  let asked: { readonly settle: (with_: Settled) => void; readonly onFrame: Request['onFrame'] } | undefined
  const lose = (end: SandboxLost['end']) => {
    lost ??= new SandboxLost(end)
    process.kill('SIGKILL')
    asked?.settle({ lost })
  }
  const ended = new Promise<void>((resolve) => {
    process.once('error', () => (lose('lost'), resolve()))
    process.once('exit', (code) => (lose(endOf(code)), resolve()))
  })
  const read = createFrameReader(LONGEST_FRAME, (kind, body) => {
    if (kind === 'd') asked?.settle(answerOf(body))
    else if (kind === 'e') lose('lost')
    else asked?.onFrame?.(kind, body)
  })
  process.stdio[3]?.on('data', (chunk: Buffer) => {
    if (!read(chunk)) lose('lost')
  })
  const input = process.stdin as Writable
  input.on('error', () => lose('lost'))
  process.stdio[3]?.on('error', () => lose('lost'))

  const guard = createGuard(process, limits, lose)
  async function answer({ onFrame, ...times }: Request): Promise<Answer> {
    if (lost) throw lost
    const settled = new Promise<Settled>((settle) => (asked = { settle, onFrame }))
    const result = await guard(times, settled)
    asked = undefined
    if ('lost' in result) throw result.lost
    return result.answer
  }

  const child: PythonChild = {
    pid: process.pid,
    ended,
    hasEnded: () => lost !== undefined,
    kill: () => lose('cancelled'),
    async ask(request) {
      const answered = answer(request)
      const times = { softMs: request.softMs, hardMs: request.softMs + limits.graceMs }
      if (!lost) input.write(frameOf(request.kind, timed(Buffer.from(request.body), times)))
      return answered
    },
    async put(file) {
      try {
        // The file itself may be what does not come.
        await guard(file, Promise.race([putInto(input, file, { ended, lostOf: () => lost }), ended]))
      } catch (error) {
        throw lost ?? error
      }
      if (lost) throw lost
    },
  }
  return { child, answer }
}

function endOf(code: number | null): SandboxLost['end'] {
  if (code === ends.deadline) return 'deadline'
  return code === ends.memory ? 'memory' : 'lost'
}

function answerOf(body: Buffer): Settled {
  try {
    return { answer: answerSchema.parse(JSON.parse(body.toString('utf8'))) }
  } catch {
    return { answer: { broken: 'unreadable' } }
  }
}
